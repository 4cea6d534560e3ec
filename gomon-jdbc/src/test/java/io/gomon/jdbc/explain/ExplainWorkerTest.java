/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.jdbc.profile.SlowExecution;
import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.GomonExtension;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExplainWorkerTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  @Test
  void offer_whileItHangs_onlySoManyWait_andAreDoneInOrder() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExplainWorker worker =
        new ExplainWorker(
            request -> {
              begun.countDown();
              await(goOn);
              done.add(request.shape());
            });
    assertThat(worker.offer(request(0))).isNull();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= ExplainWorker.MAX_WAITING; i++) {
      assertThat(worker.offer(request(i))).isNull();
    }
    assertThat(worker.offer(request(99))).isEqualTo(Unexplained.QUEUE_FULL);
    goOn.countDown();
    for (int i = 0; i <= ExplainWorker.MAX_WAITING; i++) {
      assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("shape " + i);
    }
    Conditions.await("no thread when there is nothing to do", () -> threads() == 0);
  }

  @Test
  void offer_afterAFailureAndAPause_isDone() throws Exception {
    ExplainWorker worker =
        new ExplainWorker(
            request -> {
              done.add(request.shape());
              throw new IllegalStateException("on purpose");
            });
    for (int i = 0; i < 3; i++) {
      assertThat(worker.offer(request(i))).isNull();
      assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("shape " + i);
      Conditions.await("no thread", () -> threads() == 0);
    }
  }

  @Test
  void run_makesNoEvents() throws Exception {
    ExplainWorker worker =
        new ExplainWorker(
            request -> done.add(Gomon.global().start("test-of-worker").isRecording() + ""));
    assertThat(worker.offer(request(1))).isNull();
    assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("false");
  }

  @Test
  void stop_refusesWhatComes_andCountsWhatWaited() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExplainWorker worker =
        new ExplainWorker(
            request -> {
              begun.countDown();
              await(goOn);
            });
    assertThat(worker.offer(request(0))).isNull();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.offer(request(1))).isNull();
    assertThat(worker.stop()).isEqualTo(1);
    assertThat(worker.offer(request(2))).isEqualTo(Unexplained.STOPPED);
    goOn.countDown();
    Conditions.await("no thread after the stop", () -> threads() == 0);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExplainRequest request(int number) {
    EventTracker execution = gomon.gomon().start("test-execution");
    execution.finish();
    return new ExplainRequest(
        execution,
        "shape " + number,
        new SlowExecution("select 1", null, SqlDialect.H2, this, null),
        ExplainSource.ofAll(new JdbcDataSource()));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(ExplainWorker.THREAD))
        .count();
  }
}
