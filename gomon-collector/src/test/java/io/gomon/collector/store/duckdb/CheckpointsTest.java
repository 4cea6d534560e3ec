/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When a day's file takes in what its own log holds: behind full groups of rows, and when the next
 * day begins.
 */
final class CheckpointsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final int BATCH = 50_000;

  @TempDir Path folder;

  private long lastId;
  private long position;

  private DuckDbEventStore open() throws StoreException {
    return DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
  }

  @Test
  void batches_thatFillAGroupWhileSomebodyReads_areCheckpointedAtItsEnd() throws Exception {
    try (DuckDbEventStore store = open();
        Reader reader = new Reader(store)) {
      apply(store, NOW_NANOS, BATCH);
      reader.begin();
      apply(store, NOW_NANOS, 2 * BATCH);
      assertThat(groups(store)).containsExactly(122_880L, 27_120L);
      assertThat(rowsInFile(store)).isEqualTo(122_880);
      assertThat(reader.end()).as("what the reader began with").isEqualTo(BATCH);
    }
  }

  @Test
  void batch_largerThanAGroup_isStoredOnceAndToldWhole() throws Exception {
    List<CollectedEvent> events = events(NOW_NANOS, 122_880 + 10);
    EventFixture announced = EventFixture.request(++lastId, NOW_NANOS).open();
    List<CollectedEvent> all = new ArrayList<>(events);
    all.add(announced.event());
    try (DuckDbEventStore store = open()) {
      Applied applied = store.apply(ApplyGroup.of(1, all));
      assertThat(applied.stored()).isEqualTo(all.size());
      assertThat(applied.written()).containsExactlyInAnyOrderElementsOf(all);
      assertThat(groups(store)).containsExactly(122_880L, 10L);
      assertThat(store.apply(ApplyGroup.of(2, all)).duplicates()).isEqualTo(events.size());
    }
    try (DuckDbEventStore store = open()) {
      assertThat(store.appliedPosition()).isEqualTo(2);
    }
  }

  @Test
  void day_whenTheNextOneBegins_hasNoLogLeft() throws Exception {
    try (DuckDbEventStore store = open()) {
      apply(store, NOW_NANOS - DAY_NANOS, 100);
      Path log = folder.resolve("events-2026-11-20.duckdb.wal");
      assertThat(log).isNotEmptyFile();
      apply(store, NOW_NANOS, 100);
      assertThat(Files.exists(log) ? Files.size(log) : 0).isZero();
    }
  }

  private void apply(DuckDbEventStore store, long fromNanos, int count) throws StoreException {
    for (int done = 0; done < count; done += BATCH) {
      store.apply(ApplyGroup.of(++position, events(fromNanos, Math.min(BATCH, count - done))));
    }
  }

  private List<CollectedEvent> events(long fromNanos, int count) {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(EventFixture.request(++lastId, fromNanos + lastId).event());
    }
    return events;
  }

  /** How many rows each of the groups of {@code events} has. */
  private static List<Long> groups(DuckDbEventStore store) throws SQLException {
    return numbers(
        store, "SELECT sum(count)" + SEGMENTS + " GROUP BY row_group_id ORDER BY ALL DESC");
  }

  /** How many rows of {@code events} need no log any more. */
  private static long rowsInFile(DuckDbEventStore store) throws SQLException {
    return numbers(store, "SELECT sum(count)" + SEGMENTS + " AND persistent").get(0);
  }

  private static final String SEGMENTS =
      " FROM pragma_storage_info('d20261121.events')"
          + " WHERE column_name = 'start_nanos' AND segment_type <> 'VALIDITY'";

  private static List<Long> numbers(DuckDbEventStore store, String sql) throws SQLException {
    return store.read(
        NOW_NANOS,
        NOW_NANOS + 1,
        Duration.ofSeconds(30),
        session -> {
          List<Long> numbers = new ArrayList<>();
          try (ResultSet row = session.query(sql)) {
            while (row.next()) {
              numbers.add(row.getLong(1));
            }
          }
          return numbers;
        });
  }

  /** Sees one state of the day from its beginning to its end. */
  private static final class Reader implements AutoCloseable {
    private final DuckDbEventStore store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private Future<Long> rows;

    Reader(DuckDbEventStore store) {
      this.store = store;
    }

    void begin() throws InterruptedException {
      rows = thread.submit(this::read);
      begun.await();
    }

    private long read() throws SQLException {
      return store.read(
          NOW_NANOS,
          NOW_NANOS + 1,
          Duration.ofSeconds(60),
          session -> {
            session.beginSnapshot();
            count(session);
            begun.countDown();
            try {
              mayEnd.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return count(session);
          });
    }

    private static long count(DaySession session) throws SQLException {
      try (ResultSet row = session.query("SELECT count(*) FROM d20261121.events")) {
        row.next();
        return row.getLong(1);
      }
    }

    long end() throws Exception {
      mayEnd.countDown();
      return rows.get();
    }

    @Override
    public void close() {
      mayEnd.countDown();
      thread.shutdown();
    }
  }
}
