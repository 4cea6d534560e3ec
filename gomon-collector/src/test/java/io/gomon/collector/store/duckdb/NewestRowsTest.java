/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far back the newest events reach, in a real store. */
final class NewestRowsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final int BATCH = 20_000;

  @TempDir Path folder;

  private final List<Long> starts = new ArrayList<>();
  private DuckDbEventStore store;
  private long lastId;

  @BeforeEach
  void open() throws StoreException {
    store = DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
  }

  @AfterEach
  void close() throws StoreException {
    store.close();
  }

  @Test
  void start_blocksInOrder_holdsTheRowsAndAtMostABlockMore() throws Exception {
    apply(NOW_NANOS - DAY_NANOS, 8);
    apply(NOW_NANOS, 8);
    for (long rows : new long[] {1, 40_000, 100_000, 200_000}) {
      assertThat(countFrom(start(rows, NOW_NANOS)))
          .isBetween(rows, rows + TraceTail.BLOCK_ROWS + BATCH);
    }
    assertThat(start(500_000, NOW_NANOS)).isEqualTo(Long.MIN_VALUE);
    long yesterday = NOW_NANOS - DAY_NANOS + 1;
    assertThat(start(1_000, yesterday)).isBetween(yesterday - 8 * MINUTE_NANOS, yesterday);
  }

  @Test
  void start_lateAndEarlyEventsInEachBlock_neverHoldsMore() throws Exception {
    for (int i = 16; i > 0; i--) {
      apply(NOW_NANOS - i * MINUTE_NANOS, 1);
      applyOne(NOW_NANOS - 11 * 60 * MINUTE_NANOS);
      applyOne(NOW_NANOS + 60 * MINUTE_NANOS);
    }
    for (long rows : new long[] {1, 40_000, 100_000}) {
      long start = start(rows, NOW_NANOS);
      assertThat(start).isLessThanOrEqualTo(NOW_NANOS);
      assertThat(countFrom(start)).isLessThan(rows + TraceTail.BLOCK_ROWS + 2 * BATCH);
    }
  }

  @Test
  void start_noRoomForBlocks_isTheEndOfTheRange() throws Exception {
    apply(NOW_NANOS, 4);
    assertThat(start(1 << 20, NOW_NANOS)).isEqualTo(Long.MIN_VALUE);
    store.traceMemory().take(store.traceMemory().freeBytes());
    apply(NOW_NANOS, 4);
    assertThat(start(1 << 20, NOW_NANOS)).isEqualTo(NOW_NANOS);
  }

  private long start(long rows, long toNanos) throws SQLException {
    return store.read(
        0, toNanos, Duration.ofSeconds(10), session -> session.startOfNewest(rows, toNanos));
  }

  private long countFrom(long fromNanos) {
    return starts.stream().filter(start -> start >= fromNanos && start < NOW_NANOS).count();
  }

  /** Batches of 20,000 events, each in a minute, the last one up to a time. */
  private void apply(long toNanos, int batches) throws StoreException {
    for (int batch = batches; batch > 0; batch--) {
      List<CollectedEvent> events = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        events.add(event(toNanos - batch * MINUTE_NANOS + i * (MINUTE_NANOS / BATCH)));
      }
      store.apply(++lastId, events);
    }
  }

  private void applyOne(long startNanos) throws StoreException {
    store.apply(++lastId, List.of(event(startNanos)));
  }

  private CollectedEvent event(long startNanos) {
    starts.add(startNanos);
    return EventFixture.request(++lastId, startNanos).event();
  }
}
