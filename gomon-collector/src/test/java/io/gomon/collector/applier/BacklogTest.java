/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.testkit.Conditions;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BacklogTest {
  private static final List<CollectedEvent> BATCH =
      List.of(new CollectedEvent(1, 1, 0, 0, 1, 1, 0, 0, "s", "a", "a", 1, 1, false, "{}"));

  /** Batches of 203 bytes. */
  private static final int FITTING = 4;

  private final Backlog backlog = new Backlog(1_000);

  @Test
  void catchUp_logBecameLonger_staysBehind() throws Exception {
    assertThat(backlog.catchUp(10, () -> 20)).isFalse();
    backlog.offer(batch(20, BATCH));
    assertThat(backlog.isBehind()).isTrue();
    assertThat(backlog.take(10, 100, 0).batches()).isEmpty();
  }

  @Test
  void catchUp_batchIsForcedWhileTheEndIsAskedFor_isNotMissed() throws Exception {
    // the log's writer thread: its end has moved already when it offers
    Thread writer = new Thread(() -> backlog.offer(batch(20, BATCH)));
    boolean complete =
        backlog.catchUp(
            10,
            () -> {
              writer.start();
              Conditions.await(
                  "the writer waits or is done",
                  () -> writer.getState() == Thread.State.WAITING || !writer.isAlive());
              assertThat(writer.isAlive()).as("waits for the lock").isTrue();
              return 10;
            });
    writer.join();
    assertThat(complete).isTrue();
    ApplyGroup group = backlog.take(10, 100, 0);
    assertThat(group.position()).isEqualTo(20);
    assertThat(group.batches()).containsExactly(batch(20, BATCH));
  }

  @Test
  void take_batchesThatWereReadFromTheLog_areLeftOut() throws Exception {
    assertThat(backlog.catchUp(20, () -> 20)).isTrue();
    backlog.offer(batch(10, BATCH));
    backlog.offer(batch(20, BATCH));
    backlog.offer(batch(30, BATCH));
    ApplyGroup group = backlog.take(20, 100, 0);
    assertThat(group.position()).isEqualTo(30);
    assertThat(group.batches()).hasSize(1);
  }

  @Test
  void offer_noMemory_fallsBehind() {
    assertThat(backlog.catchUp(10, () -> 10)).isTrue();
    List<CollectedEvent> events =
        new AbstractList<>() {
          @Override
          public CollectedEvent get(int index) {
            throw new OutOfMemoryError("on purpose");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    backlog.offer(batch(20, events));
    assertThat(backlog.isBehind()).isTrue();
  }

  @Test
  void offer_moreThanMayBeHeld_fallsBehindAndKeepsWhatFits() throws Exception {
    fill();
    assertThat(backlog.isBehind()).isTrue();
    assertThat(backlog.take(0, 100, 0).batches()).isEmpty();
    for (int i = 1; i <= FITTING; i++) {
      assertThat(backlog.takeAt(i)).isEqualTo(batch(i, BATCH));
    }
    assertThat(backlog.takeAt(FITTING + 1)).isNull();
  }

  @Test
  void takeAt_earlierBatches_areForgottenAndTheirRoomIsFree() {
    fill();
    assertThat(backlog.takeAt(3)).isEqualTo(batch(3, BATCH));
    assertThat(backlog.takeAt(1)).isNull();
    for (int i = 11; i <= 14; i++) {
      backlog.offer(batch(i, BATCH));
    }
    assertThat(backlog.takeAt(4)).isEqualTo(batch(4, BATCH));
    assertThat(backlog.takeAt(13)).isEqualTo(batch(13, BATCH));
    assertThat(backlog.takeAt(14)).as("there was room for three").isNull();
  }

  @Test
  void takeAt_batchThatIsNotOfferedYet_isLeftOutWhenItComes() throws Exception {
    assertThat(backlog.takeAt(10)).isNull();
    assertThat(backlog.catchUp(10, () -> 10)).isTrue();
    backlog.offer(batch(10, BATCH));
    backlog.offer(batch(20, BATCH));
    assertThat(backlog.take(10, 100, 0).batches()).containsExactly(batch(20, BATCH));
  }

  @Test
  void fallBehind_holdsNothing() {
    backlog.catchUp(0, () -> 0);
    backlog.offer(batch(1, BATCH));
    backlog.fallBehind();
    assertThat(backlog.isBehind()).isTrue();
    assertThat(backlog.takeAt(1)).isNull();
  }

  @Test
  void awaitClosed_closed_returnsAtOnce() throws Exception {
    backlog.close();
    assertThat(backlog.awaitClosed(60_000)).isTrue();
  }

  /** Offers one more than fits. */
  private void fill() {
    backlog.catchUp(0, () -> 0);
    for (int i = 1; i <= FITTING + 1; i++) {
      backlog.offer(batch(i, BATCH));
    }
  }

  private static LoggedBatch batch(long position, List<CollectedEvent> events) {
    return new LoggedBatch(position, Project.DEFAULT, events);
  }
}
