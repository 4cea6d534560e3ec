/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces that are larger than an answer, in a real store. */
final class TraceSqlTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final int MAX_EVENTS = 10_000;

  @TempDir Path folder;

  @Test
  void trace_asLargeAsAnAnswer_isWhole() throws Exception {
    TraceEvents trace = stored(MAX_EVENTS, "{}");
    assertThat(trace.truncated()).isFalse();
    assertIsTheFirst(trace, MAX_EVENTS);
  }

  @Test
  void trace_ofMoreEvents_isCutBehindTheFirstOnesByStart() throws Exception {
    TraceEvents trace = stored(MAX_EVENTS + 100, "{}");
    assertThat(trace.truncated()).isTrue();
    assertIsTheFirst(trace, MAX_EVENTS);
  }

  @Test
  void trace_ofMoreText_isCutBehindTheFirstOnesByStart() throws Exception {
    int chars = 1 << 20;
    int room = (int) (Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 32) / chars);
    String attributes = "{\"t\":\"" + "x".repeat(chars - "{\"t\":\"\"}".length()) + "\"}";
    TraceEvents trace = stored(room + 3, attributes);
    assertThat(trace.truncated()).isTrue();
    assertIsTheFirst(trace, room);
  }

  /** A trace whose events were stored in any order. */
  private TraceEvents stored(int count, String attributes) throws Exception {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          EventFixture.request(1, NOW_NANOS + i)
              .kind("otel-server", "op")
              .foreign(i + 1, 0, 7, 8)
              .attributes(attributes)
              .event());
    }
    Collections.shuffle(events, new Random(5));
    StoreSettings settings = StoreSettings.of(folder).withClock(() -> NOW);
    try (DuckDbEventStore store = DuckDbEventStore.open(settings)) {
      store.apply(1, events.subList(0, count / 2));
      store.apply(2, events.subList(count / 2, count));
      return store.read(
          NOW_NANOS,
          NOW_NANOS + count,
          Duration.ofSeconds(30),
          session -> TraceSql.events(session, 7, 8));
    }
  }

  private static void assertIsTheFirst(TraceEvents trace, int count) {
    assertThat(trace.events().stream().mapToLong(CollectedEvent::startNanos).toArray())
        .isEqualTo(LongStream.range(NOW_NANOS, NOW_NANOS + count).toArray());
  }
}
