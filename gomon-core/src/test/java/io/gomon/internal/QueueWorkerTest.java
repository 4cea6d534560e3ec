/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Conditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

class QueueWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PRODUCERS = 4;
  private static final int EACH = 50_000;

  private record Element(int producer, int number) {}

  @Test
  void offer_manyProducers_accountsAreExactAndOrderIsKept() throws Exception {
    AtomicLong handled = new AtomicLong();
    AtomicLong outOfOrder = new AtomicLong();
    AtomicLongArray last = new AtomicLongArray(PRODUCERS);
    QueueWorker<Element> worker =
        new QueueWorker<>(
            "test",
            64,
            element -> {
              handled.incrementAndGet();
              if (last.getAndSet(element.producer(), element.number()) >= element.number()) {
                outOfOrder.incrementAndGet();
              }
            },
            () -> {});
    worker.start();
    AtomicLong accepted = new AtomicLong();
    produce(
        (producer, number) -> {
          if (worker.offer(new Element(producer, number))) {
            accepted.incrementAndGet();
          }
        });
    assertThat(worker.stop(PATIENCE)).isTrue();
    assertThat(worker.offer(new Element(0, 0))).isFalse();
    assertThat(outOfOrder).hasValue(0);
    assertThat(handled.get()).isEqualTo(accepted.get()).isEqualTo(worker.handled());
    assertThat(accepted.get() + worker.refusedFull()).isEqualTo((long) PRODUCERS * EACH);
    assertThat(worker.refusedStopped()).isEqualTo(1);
    assertThat(worker.pending()).isZero();
  }

  @Test
  void offerOrWait_manyProducers_nothingIsLost() throws Exception {
    AtomicLong sum = new AtomicLong();
    QueueWorker<Element> worker =
        new QueueWorker<>("test", 256, element -> sum.addAndGet(element.number()), () -> {});
    worker.start();
    produce((producer, number) -> worker.offerOrWait(new Element(producer, number)));
    assertThat(worker.stop(PATIENCE)).isTrue();
    assertThat(sum.get()).isEqualTo(PRODUCERS * (EACH * (EACH + 1L) / 2));
  }

  private interface Producer {
    void produce(int producer, int number);
  }

  private static void produce(Producer producer) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int p = 0; p < PRODUCERS; p++) {
      int id = p;
      threads.add(
          new Thread(
              () -> {
                for (int i = 1; i <= EACH; i++) {
                  producer.produce(id, i);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void stop_handlerHangs_leftOversAreCounted() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    QueueWorker<String> worker =
        new QueueWorker<>(
            "test",
            8,
            element -> {
              entered.countDown();
              try {
                hangs.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            () -> {});
    worker.start();
    worker.offer("a");
    worker.offer("b");
    worker.offer("c");
    entered.await();
    assertThat(worker.stop(Duration.ofMillis(20))).isFalse();
    assertThat(worker.refusedStopped()).isEqualTo(3);
    hangs.countDown();
    Conditions.await(() -> worker.handled() == 1);
    assertThat(worker.refusedStopped()).isEqualTo(2);
    assertThat(worker.offered()).isEqualTo(3);
  }

  @Test
  void handlerThatThrows_isCountedAsHandled_andTheThreadGoesOn() {
    AtomicLong calls = new AtomicLong();
    QueueWorker<String> worker =
        new QueueWorker<>(
            "test",
            8,
            element -> {
              calls.incrementAndGet();
              throw new StackOverflowError("on purpose");
            },
            () -> {});
    worker.start();
    worker.offer("a");
    worker.offer("b");
    assertThat(worker.stop(PATIENCE)).isTrue();
    assertThat(calls).hasValue(2);
  }

  @Test
  void sleepingWorker_isWokenByAnOffer() {
    AtomicLong ticks = new AtomicLong();
    QueueWorker<String> worker =
        new QueueWorker<>("test", 8, element -> {}, ticks::incrementAndGet);
    worker.start();
    // 40 naps, then it sleeps between ticks
    Conditions.await(() -> ticks.get() > 42);
    worker.offer("a");
    assertThat(worker.awaitHandled(PATIENCE)).isTrue();
    worker.stop(PATIENCE);
  }
}
