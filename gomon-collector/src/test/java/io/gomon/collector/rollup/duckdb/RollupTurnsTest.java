/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which day is rolled up next, and when. */
final class RollupTurnsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long TODAY = NOW.getEpochSecond() / 86_400;
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final int PIECE_EVENTS = 64;

  @TempDir Path folder;

  private long lastId;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void turn_oneDayAlwaysHasAPiece_othersHaveTheirs(int busy) throws Exception {
    try (DuckDbEventStore store = open();
        Rollups rollups = rollups(store)) {
      for (int daysAgo = 0; daysAgo < 3; daysAgo++) {
        store(store, rollups, daysAgo);
      }
      long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (piecesOfOthers(store, busy) < 2 && System.nanoTime() < deadlineNanos) {
        store(store, rollups, busy);
        rollups.rollUpAndRest();
      }
      assertThat(piecesOfOthers(store, busy)).isEqualTo(2);
    }
  }

  @Test
  void rollUpAndRest_threeDaysHaveAPiece_oneIsRolledUpBeforeTheRest() throws Exception {
    try (DuckDbEventStore store = open();
        Rollups rollups = rollups(store)) {
      for (int daysAgo = 0; daysAgo < 3; daysAgo++) {
        store(store, rollups, daysAgo);
      }
      rollups.rollUpAndRest();
      assertThat(piecesOfOthers(store, -1)).isEqualTo(1);
    }
  }

  private DuckDbEventStore open() throws StoreException {
    return DuckDbEventStore.open(
        StoreSettings.of(folder).withRetentionDays(12).withClock(() -> NOW));
  }

  private static Rollups rollups(DuckDbEventStore store) {
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
    return Rollups.create(store, () -> NOW, log, PIECE_EVENTS);
  }

  private void store(DuckDbEventStore store, Rollups rollups, int daysAgo) throws StoreException {
    long startNanos = (TODAY - daysAgo) * DAY_NANOS + 1;
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < PIECE_EVENTS; i++) {
      events.add(EventFixture.request(++lastId, startNanos).event());
    }
    rollups.stored(store.apply(++lastId, events).written());
  }

  private static int piecesOfOthers(DuckDbEventStore store, int busy) throws SQLException {
    return store.read(
        0,
        Long.MAX_VALUE,
        Duration.ofSeconds(10),
        session ->
            Coverage.read(session).values().stream()
                .filter(coverage -> coverage.day().epochDay() != TODAY - busy)
                .mapToInt(coverage -> coverage.pieces().size())
                .sum());
  }
}
