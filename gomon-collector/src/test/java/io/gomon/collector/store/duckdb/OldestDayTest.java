/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.store.Applied;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreOpenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that was deleted for its size stays deleted, whatever comes late, also after a restart. */
final class OldestDayTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path folder;
  private Instant now = NOW;
  private long position;

  private DuckDbEventStore open() throws Exception {
    return DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> now));
  }

  private Applied apply(DuckDbEventStore store, Instant start) throws Exception {
    long nanos = start.getEpochSecond() * 1_000_000_000L;
    return store.apply(++position, List.of(EventFixture.request(position, nanos).event()));
  }

  private static Instant daysAgo(int days) {
    return NOW.minus(days, ChronoUnit.DAYS);
  }

  private void deleteTwoDaysForTheirSize() throws Exception {
    try (DuckDbEventStore store = open()) {
      apply(store, daysAgo(2));
      apply(store, daysAgo(1));
      apply(store, NOW);
      assertThat(store.enforceRetention(NOW, 1)).isEqualTo(2);
    }
  }

  @Test
  void apply_lateEventOfADeletedDay_isExpiredAlsoAfterARestart() throws Exception {
    deleteTwoDaysForTheirSize();
    try (DuckDbEventStore store = open()) {
      assertThat(apply(store, daysAgo(1)).expired()).isOne();
      assertThat(apply(store, NOW).stored()).isOne();
      assertThat(store.status().days()).isOne();
      assertThat(store.smallFiles()).containsExactly(folder.resolve("oldest-day"));
    }
  }

  @Test
  void open_killedBetweenTheMarkAndTheDeletion_deletesTheDayInTheNextRound() throws Exception {
    try (DuckDbEventStore store = open()) {
      apply(store, daysAgo(1));
      apply(store, NOW);
    }
    Files.writeString(folder.resolve("oldest-day"), "2026-11-21\n");
    try (DuckDbEventStore store = open()) {
      assertThat(store.enforceRetention(NOW, Long.MAX_VALUE)).isOne();
    }
  }

  @Test
  void open_dayWasMarkedByAClockThatRanAhead_isNotBelieved() throws Exception {
    now = NOW.plus(300, ChronoUnit.DAYS);
    try (DuckDbEventStore store = open()) {
      apply(store, now.minus(1, ChronoUnit.DAYS));
      apply(store, now);
      assertThat(store.enforceRetention(now, 1)).isOne();
    }
    now = NOW;
    try (DuckDbEventStore store = open()) {
      assertThat(apply(store, NOW).stored()).isOne();
    }
  }

  @Test
  void open_markIsDamaged_saysWhatToDo() throws Exception {
    deleteTwoDaysForTheirSize();
    Files.writeString(folder.resolve("oldest-day"), "x");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("oldest-day")
        .hasMessageContaining("Delete it");
  }

  @Test
  void enforceRetention_byAgeAlone_leavesNoMark() throws Exception {
    try (DuckDbEventStore store = open()) {
      apply(store, NOW);
      assertThat(store.enforceRetention(NOW.plus(9, ChronoUnit.DAYS))).isOne();
      assertThat(store.smallFiles()).isEmpty();
    }
  }
}
