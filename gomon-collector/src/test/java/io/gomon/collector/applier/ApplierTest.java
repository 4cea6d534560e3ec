/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import io.gomon.collector.wal.WalFullException;
import io.gomon.testkit.Conditions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ApplierTest extends ApplierFixture {
  @Test
  void batches_acknowledged_areStoredInOrderAndFromMemory() throws Exception {
    begin();
    awaitCaughtUp();
    for (int i = 0; i < 50; i++) {
      append(i, 1);
    }
    assertStored(50);
    assertThat(decodedFromLog).hasValueLessThan(50);
    awaitPending(0);
  }

  @Test
  void batches_manyAtOnce_areStoredInGroups() throws Exception {
    begin();
    awaitCaughtUp();
    for (int i = 0; i < 300; i++) {
      append(i, 1);
    }
    assertStored(300);
    assertThat(store.groups()).hasSizeLessThan(100);
  }

  @Test
  void start_recordsBehindTheStore_areReplayed() throws Exception {
    for (int i = 0; i < 20; i++) {
      appendOnly(i * 3, 3);
    }
    begin(20);
    assertThat(applier.hasReplayed()).isFalse();
    applier.start();
    assertStored(60);
    awaitPending(0);
    assertThat(applier.hasReplayed()).isTrue();
    assertThat(decodedFromLog).hasValue(20);
  }

  @Test
  void start_logIsFullOfWhatIsStored_makesRoom() throws Exception {
    wal.close();
    wal = Wal.open(new WalConfig(folder, 4_000, 500, 500, Duration.ZERO), 0, record -> {});
    int refusedAt = 0;
    try {
      for (; refusedAt < 1_000; refusedAt++) {
        appendOnly(refusedAt, 1);
      }
    } catch (WalFullException expected) {
      assertThat(refusedAt).isPositive();
    }
    store.apply(wal.forcedPosition(), events(0, refusedAt));
    begin(); // as after a kill between the storing and the deleting
    Conditions.await("room in the log", () -> wal.usedBytes() < 2_000);
    append(refusedAt, 1);
    assertStored(refusedAt + 1);
  }

  @Test
  void log_isSmallerThanItsSegments_takesOnWhenAllIsStored() throws Exception {
    wal.close();
    wal = Wal.open(new WalConfig(folder, 4_000, 500, 500, Duration.ZERO), 0, record -> {});
    begin();
    for (int i = 0; i < 10; i++) {
      int number = i;
      Conditions.await("taken", () -> takesLarge(number)); // full until the applier has told
      assertStored(i + 1);
    }
    assertThat(wal.segmentCount()).isLessThan(4);
  }

  @Test
  void decoder_failsWithAnError_isTriedAgain() throws Exception {
    appendOnly(0, 1);
    faults.set(2);
    begin(1);
    applier.start();
    assertStored(1);
    Conditions.await("no trouble", () -> applier.trouble() == null);
  }

  @Test
  void store_fails_losesNothingAndSaysWhy() throws Exception {
    begin();
    awaitCaughtUp();
    store.failTimes(Integer.MAX_VALUE);
    append(0, 1);
    Conditions.await("trouble", () -> applier.trouble() != null);
    assertThat(applier.trouble()).contains("the disk of the test is full");
    for (int i = 1; i < 10; i++) {
      append(i, 1);
    }
    store.failTimes(0);
    assertStored(10);
    Conditions.await("no trouble", () -> applier.trouble() == null);
  }

  @Test
  void store_isSlow_memoryIsBoundedAndTheLogIsReadAgain() throws Exception {
    begin();
    awaitCaughtUp();
    store.hold(true);
    int batches = 300;
    for (int i = 0; i < batches; i++) {
      append(i * 1_000, 1_000); // four times what may be in memory: 264 B each
    }
    assertThat(applier.pendingBatches()).isGreaterThan(100);
    store.hold(false);
    assertStored(batches * 1_000);
    assertThat(decodedFromLog).as("75 of them fit").hasValueBetween(1, batches - 70);
    awaitPending(0);
  }

  @Test
  void batch_couldNotBeHandedOver_isReadFromTheLog() throws Exception {
    begin();
    awaitCaughtUp();
    append(0, 1);
    append(1, 1, position -> applier.missed());
    append(2, 1);
    assertStored(3);
    awaitPending(0);
  }

  @Test
  void close_withDeadline_storesWhatIsLeft() throws Exception {
    begin();
    awaitCaughtUp();
    for (int i = 0; i < 100; i++) {
      append(i, 1);
    }
    applier.close(Duration.ofSeconds(20));
    assertThat(store.awaitEvents(100)).hasSize(100);
  }

  @Test
  void close_storeFails_endsAndLeavesItToTheLog() throws Exception {
    begin();
    awaitCaughtUp();
    store.failTimes(Integer.MAX_VALUE);
    append(0, 1);
    Conditions.await("trouble", () -> applier.trouble() != null);
    applier.close(Duration.ofSeconds(20));
    assertThat(applier.storedPosition()).isZero();
    assertThat(wal.forcedPosition()).isPositive();
  }

  /** A record of more than half of the log. */
  private boolean takesLarge(int number) {
    List<CollectedEvent> batch = events(number, 1);
    try {
      append(
          number, 1, "x".repeat(2_500), position -> applier.acknowledged(logged(position, batch)));
      return true;
    } catch (WalFullException e) {
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
