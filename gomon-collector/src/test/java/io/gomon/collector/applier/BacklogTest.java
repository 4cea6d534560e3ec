/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.store.Project;
import io.gomon.testkit.Conditions;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BacklogTest {
  private static final List<CollectedEvent> BATCH = List.of(withAttributes("{}"));

  private static final Backlog.Enough ENOUGH = new Backlog.Enough(100, 600);

  private static final int BATCH_BYTES = 200 + 256 + 3;
  private static final int FITTING = 4;

  private final Backlog backlog = new Backlog(FITTING * BATCH_BYTES + 1);

  @Test
  void catchUp_logBecameLonger_staysBehind() throws Exception {
    assertThat(backlog.catchUp(10, () -> 20)).isFalse();
    backlog.offer(batch(20, BATCH));
    assertThat(backlog.isBehind()).isTrue();
    assertThat(backlog.take(10, ENOUGH, 0).batches()).isEmpty();
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
    ApplyGroup group = backlog.take(10, ENOUGH, 0);
    assertThat(group.position()).isEqualTo(20);
    assertThat(group.batches()).containsExactly(batch(20, BATCH));
  }

  @Test
  void take_batchesThatWereReadFromTheLog_areLeftOut() throws Exception {
    assertThat(backlog.catchUp(20, () -> 20)).isTrue();
    backlog.offer(batch(10, BATCH));
    backlog.offer(batch(20, BATCH));
    backlog.offer(batch(30, BATCH));
    ApplyGroup group = backlog.take(20, ENOUGH, 0);
    assertThat(group.position()).isEqualTo(30);
    assertThat(group.batches()).hasSize(1);
  }

  @Test
  void take_enoughBytes_leavesTheRest() throws Exception {
    backlog.catchUp(0, () -> 0);
    for (int i = 1; i <= FITTING; i++) {
      backlog.offer(batch(i, BATCH));
    }
    assertThat(backlog.take(0, ENOUGH, 0).position()).isEqualTo(3);
    assertThat(backlog.take(3, ENOUGH, 0).position()).isEqualTo(4);
  }

  @Test
  void catchUp_fallsBehindWhileTheEndIsAskedFor_isNotComplete() throws Exception {
    // the log's writer thread, which could not hand over what is behind the end
    Thread writer = new Thread(backlog::fallBehind);
    boolean complete =
        backlog.catchUp(
            10,
            () -> {
              writer.start();
              Conditions.await("the writer waits", () -> writer.getState() == Thread.State.WAITING);
              return 10;
            });
    assertThat(complete).isFalse();
    writer.join();
    assertThat(backlog.isBehind()).isTrue();
  }

  @Test
  void memoryBytes_textBeyondLatin1_countsTwice() {
    assertThat(withAttributes("\u00E9".repeat(300)).memoryBytes()).isEqualTo(256 + 1 + 300);
    assertThat(withAttributes("\u00E9".repeat(299) + "\u4E2D").memoryBytes())
        .isEqualTo(256 + 1 + 600);
  }

  @Test
  void offer_moreThanMayBeHeld_fallsBehindAndKeepsWhatFits() throws Exception {
    fill();
    assertThat(backlog.isBehind()).isTrue();
    assertThat(backlog.take(0, ENOUGH, 0).batches()).isEmpty();
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
    assertThat(backlog.take(10, ENOUGH, 0).batches()).containsExactly(batch(20, BATCH));
  }

  @Test
  void fallBehind_holdsNothingUntilItMayKeep() {
    fill();
    backlog.fallBehind();
    assertThat(backlog.isBehind()).isTrue();
    assertThat(backlog.takeAt(1)).isNull();
    backlog.offer(batch(5, BATCH));
    assertThat(backlog.takeAt(5)).isNull();
    backlog.keep();
    for (int i = 6; i <= 6 + FITTING; i++) {
      backlog.offer(batch(i, BATCH));
    }
    assertThat(backlog.takeAt(5 + FITTING)).isNotNull();
    assertThat(backlog.takeAt(6 + FITTING)).isNull();
  }

  @Test
  void awaitClosed_closed_returnsAtOnce() throws Exception {
    backlog.close();
    assertThat(backlog.awaitClosed(60_000)).isTrue();
  }

  private static CollectedEvent withAttributes(String attributes) {
    return new CollectedEvent(1, 1, 0, 0, 1, 1, 0, 0, "s", "a", "a", 1, 1, false, attributes);
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
