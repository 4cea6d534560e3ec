/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.QueryException;
import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace is found by its id wherever its events lie: blocks described, damaged or not yet. */
final class TraceLookupTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final int BATCH = 20_000;

  @TempDir Path folder;

  private final Random random = new Random(42);
  private final Map<Long, List<CollectedEvent>> byTrace = new HashMap<>();
  private long lastId;
  private long position;

  private DuckDbEventStore open() throws StoreException {
    return DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
  }

  @Test
  void trace_ofManyDaysLateAndReopened_isWhatWasStored() throws Exception {
    try (DuckDbEventStore store = open()) {
      for (int day = 2; day >= 0; day--) {
        apply(store, day, 4 * BATCH);
        apply(store, random.nextInt(3), 100); // late, on any of the days
        assertTraces(store, 20);
      }
    }
    try (DuckDbEventStore store = open()) {
      assertTraces(store, 200);
      apply(store, 2, 100);
      apply(store, 0, BATCH);
      assertTraces(store, 50);
      assertThat(queries(store).trace(1, 1)).isNull();
      assertThat(blocks(store)).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void trace_blocksSayTooMuchOrNonsense_isFoundAllTheSame() throws Exception {
    try (DuckDbEventStore store = open()) {
      apply(store, 1, 4 * BATCH);
      apply(store, 0, 4 * BATCH);
    }
    try (DuckDbEventStore store = open()) {
      long today = DayFile.epochDayOf(NOW_NANOS);
      store.inDayTransaction(
          today,
          (connection, catalog) -> {
            try (PreparedStatement damage =
                connection.prepareStatement(
                    "UPDATE " + catalog + ".trace_blocks SET traces = 'abc'::BLOB")) {
              damage.execute();
            }
          });
      store.inDayTransaction(
          today - 1,
          (connection, catalog) -> {
            try (PreparedStatement damage =
                connection.prepareStatement(
                    "UPDATE " + catalog + ".trace_blocks SET rows = 999999999")) {
              damage.execute();
            }
          });
    }
    try (DuckDbEventStore store = open()) {
      assertTraces(store, 100);
    }
  }

  @Test
  void trace_whileItFinishesAndBlocksAreDescribed_neverVanishes() throws Exception {
    CollectedEvent finished = EventFixture.request(1, NOW_NANOS).event();
    EventFixture announced = EventFixture.request(1, NOW_NANOS).open();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try (DuckDbEventStore store = open()) {
      store.apply(++position, List.of(announced.event()));
      Future<Integer> missing =
          reader.submit(
              () -> {
                int missed = 0;
                while (!stop.get()) {
                  TraceEvents found =
                      queries(store).trace(finished.traceHigh(), finished.traceLow());
                  missed += found == null ? 1 : 0;
                  asked.incrementAndGet();
                }
                return missed;
              });
      lastId = 1_000;
      apply(store, 0, 2 * BATCH);
      store.apply(++position, List.of(finished));
      apply(store, 0, 6 * BATCH);
      stop.set(true);
      assertThat(missing.get(30, TimeUnit.SECONDS)).isZero();
      assertThat(asked.get()).isGreaterThan(5);
    } finally {
      stop.set(true);
      reader.shutdownNow();
    }
  }

  /** As a trace is that is larger than an answer. */
  @Test
  void trace_thatFinishesBetweenTwoLooksOfAQuestion_isFoundByBoth() throws Exception {
    CollectedEvent finished = EventFixture.request(1, NOW_NANOS).event();
    try (DuckDbEventStore store = open()) {
      store.apply(++position, List.of(EventFixture.request(1, NOW_NANOS).open().event()));
      List<Integer> found =
          store.read(
              NOW_NANOS,
              NOW_NANOS + 1,
              Duration.ofSeconds(30),
              session -> {
                int before = events(session, finished);
                applyUnchecked(store, finished);
                return List.of(before, events(session, finished));
              });
      assertThat(found).containsExactly(1, 1);
    }
  }

  private static int events(DaySession session, CollectedEvent of) throws SQLException {
    int events = 0;
    long trace = DaySession.mixedTrace(of.traceHigh(), of.traceLow());
    try (ResultSet row = session.queryTraces("SELECT trace_low FROM :all", trace)) {
      while (row.next()) {
        events += row.getLong(1) == of.traceLow() ? 1 : 0;
      }
    }
    return events;
  }

  private void applyUnchecked(DuckDbEventStore store, CollectedEvent event) {
    try {
      store.apply(++position, List.of(event));
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void trace_noRoomForBlocks_isFoundInTheFiles() throws Exception {
    try (DuckDbEventStore store = open()) {
      apply(store, 1, 4 * BATCH);
      long freeBytes = store.traceMemory().freeBytes();
      assertThat(freeBytes).isLessThan(Runtime.getRuntime().maxMemory() / 16);
      assertThat(store.traceMemory().take(freeBytes)).isTrue();
      apply(store, 0, 4 * BATCH); // its block finds no room, and the day gives up those before
      apply(store, 1, 4 * BATCH);
      assertThat(store.traceMemory().freeBytes()).isPositive();
      assertTraces(store, 100);
      assertThat(queries(store).trace(1, 1)).isNull();
    }
  }

  @Test
  void traceMemory_dayIsDeleted_isFreeAgain() throws Exception {
    try (DuckDbEventStore store = open()) {
      long freeBytes = store.traceMemory().freeBytes();
      apply(store, 1, 4 * BATCH);
      assertThat(store.traceMemory().freeBytes()).isLessThan(freeBytes);
      store.enforceRetention(NOW.plus(Duration.ofDays(30)), Long.MAX_VALUE);
      assertThat(store.traceMemory().freeBytes()).isEqualTo(freeBytes);
    }
  }

  private static DuckDbQueries queries(DuckDbEventStore store) {
    return DuckDbQueries.create(store, QueryLimits.DEFAULT);
  }

  private static long blocks(DuckDbEventStore store) throws SQLException {
    return store.read(
        0,
        Long.MAX_VALUE,
        Duration.ofSeconds(10),
        session -> {
          long blocks = 0;
          for (long day : store.epochDays()) {
            try (ResultSet row =
                session.query(
                    "SELECT count(*) FROM "
                        + new DayFile(day, Path.of("")).catalog
                        + ".trace_blocks")) {
              row.next();
              blocks += row.getLong(1);
            }
          }
          return blocks;
        });
  }

  /** Some events of one day, in batches: most of traces of their own, some of older traces. */
  private void apply(DuckDbEventStore store, int daysAgo, int events) throws StoreException {
    for (int done = 0; done < events; done += BATCH) {
      List<CollectedEvent> batch = new ArrayList<>();
      while (batch.size() < Math.min(BATCH, events - done)) {
        batch.add(event(daysAgo));
      }
      store.apply(++position, batch);
    }
  }

  private CollectedEvent event(int daysAgo) {
    long id = ++lastId;
    long start = NOW_NANOS - daysAgo * DAY_NANOS + id * 1_000_000 + random.nextInt(1_000_000);
    EventFixture made = EventFixture.request(id, start);
    List<CollectedEvent> older = byTrace.get((long) random.nextInt((int) id));
    if (older != null && random.nextInt(3) > 0) {
      made = made.under(older.get(0));
    }
    CollectedEvent event = random.nextInt(500) == 0 ? made.open().event() : made.event();
    byTrace.computeIfAbsent(event.traceLow() & Long.MAX_VALUE, low -> new ArrayList<>()).add(event);
    return event;
  }

  private void assertTraces(DuckDbEventStore store, int times) throws QueryException {
    List<List<CollectedEvent>> all = new ArrayList<>(byTrace.values());
    for (int i = 0; i < times; i++) {
      List<CollectedEvent> wanted = new ArrayList<>(all.get(random.nextInt(all.size())));
      wanted.sort(
          Comparator.comparingLong(CollectedEvent::startNanos)
              .thenComparingLong(CollectedEvent::idHigh));
      CollectedEvent any = wanted.get(0);
      TraceEvents found = queries(store).trace(any.traceHigh(), any.traceLow());
      assertThat(found).as("trace %x%x", any.traceHigh(), any.traceLow()).isNotNull();
      assertThat(found.events()).containsExactlyElementsOf(wanted);
    }
  }
}
