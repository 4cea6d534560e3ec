/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.TraceCursor;
import io.gomon.collector.query.TraceSummary;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ways in which traces are summed up, in a real store. */
final class TraceSummariesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:10Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
  private static final int TRACES = 300;

  @TempDir Path folder;

  private final Random random = new Random(5);

  @Test
  void summaries_tracesOfAnyShape_areThoseThatTheEngineMakes() throws Exception {
    List<CollectedEvent> events = new ArrayList<>();
    List<TraceCursor> picked = new ArrayList<>();
    for (int trace = 0; trace < TRACES; trace++) {
      addTrace(trace % 2, trace / 2 + 1, events);
      picked.add(new TraceCursor(NOW_NANOS, trace % 2, trace / 2 + 1));
    }
    picked.add(7, new TraceCursor(NOW_NANOS, 9, 9)); // of a day that was just deleted
    try (DuckDbEventStore store = open()) {
      store.apply(1, events);
      List<TraceSummary> here = summaries(store, picked, 1 << 15);
      assertThat(here).hasSize(TRACES).isEqualTo(summaries(store, picked, 0));
      assertThat(here).extracting(TraceSummary::elapsedNanos).contains((Long) null);
    }
  }

  /** Parents that are there, that are not, that are their own, and in circles; two days. */
  private void addTrace(long traceHigh, long traceLow, List<CollectedEvent> events) {
    int spans = 1 + random.nextInt(30);
    for (int i = 0; i < spans; i++) {
      long start =
          NOW_NANOS - 20_000_000_000L + random.nextInt(40_000) * 1_000_000L + events.size();
      EventFixture span =
          EventFixture.request(1, start)
              .kind("otel-server", "op" + random.nextInt(5))
              .service("shop" + random.nextInt(3))
              .foreign(random.nextInt(20), random.nextInt(24), traceHigh, traceLow);
      span = random.nextInt(10) == 0 ? span.open() : span;
      events.add(random.nextInt(4) == 0 ? span.failed().event() : span.event());
    }
  }

  private DuckDbEventStore open() throws Exception {
    return DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
  }

  private static List<TraceSummary> summaries(
      DuckDbEventStore store, List<TraceCursor> picked, int maxEvents) throws SQLException {
    long from = NOW_NANOS - HOUR_NANOS;
    long to = NOW_NANOS + HOUR_NANOS;
    return store.read(
        from,
        to,
        Duration.ofSeconds(20),
        session -> TraceSummaries.of(session, picked, from, to, maxEvents));
  }
}
