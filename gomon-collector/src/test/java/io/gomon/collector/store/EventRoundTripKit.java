/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.Seed;
import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.TraceEvents;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever an engine leaves out because it follows from the rest: random events come back as they
 * were, every field, now and after the store is opened anew.
 */
public abstract class EventRoundTripKit {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final int TRACES = 40;
  private static final int EVENTS_PER_TRACE = 60;
  private static final List<String> PIECES =
      List.of(
          "\"query\":\"select 1 from t where id = 1557\"",
          "\u001F",
          "\\u001f",
          "1",
          "22",
          "a1b",
          "\"conn-id\":\"01a1feec-42c2-7681-97f5-091006ae019a\"",
          "01a1feec-42c2-7681-97f5-0910",
          "{",
          "}",
          ",",
          " ",
          "ä",
          "\uD83E\uDDC0",
          "日本語9",
          "--7-",
          "\u0001",
          "'",
          "\"",
          "Zz");

  @TempDir Path folder;

  protected abstract TelemetryStore open(Path folder, InstantSource clock) throws StoreException;

  protected abstract EventQueries queries(TelemetryStore store);

  @Test
  void apply_randomEvents_comeBackEqual() throws Exception {
    long seed = Seed.get();
    Random random = new Random(seed);
    List<List<CollectedEvent>> traces = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      traces.add(i % 2 == 0 ? trace(random) : OwnTraces.trace(random, NOW_NANOS));
    }
    List<CollectedEvent> all = traces.stream().flatMap(List::stream).toList();
    try (TelemetryStore store = open(folder, () -> NOW)) {
      store.apply(1, all.subList(0, all.size() / 2));
      store.apply(2, all.subList(all.size() / 2, all.size()));
      assertEqual(seed, store, traces);
    }
    try (TelemetryStore store = open(folder, () -> NOW)) {
      assertEqual(seed, store, traces);
      // what is announced is announced again; what is finished is a duplicate
      assertThat(store.apply(3, all).written())
          .as("seed %d", seed)
          .allMatch(CollectedEvent::isOpen);
    }
  }

  private void assertEqual(long seed, TelemetryStore store, List<List<CollectedEvent>> traces)
      throws Exception {
    for (List<CollectedEvent> trace : traces) {
      CollectedEvent any = trace.get(0);
      TraceEvents found = queries(store).trace(any.traceHigh(), any.traceLow());
      assertThat(found).as("seed %d", seed).isNotNull();
      assertThat(found.events()).as("seed %d", seed).containsExactlyElementsOf(trace);
    }
  }

  /** In the order in which a trace is shown. */
  private static List<CollectedEvent> trace(Random random) {
    boolean foreign = random.nextInt(3) == 0;
    long traceHigh = random.nextInt(4) == 0 ? 0 : random.nextLong();
    long traceLow = random.nextLong();
    long appHigh = foreign ? 0 : random.nextLong();
    long appLow = foreign ? 0 : random.nextLong();
    List<CollectedEvent> trace = new ArrayList<>();
    for (int i = 0; i < EVENTS_PER_TRACE; i++) {
      long start = NOW_NANOS - (random.nextInt() & 0xFFFF_FFFFL) * 10_000;
      UUID parent = parent(random, trace, foreign, new UUID(traceHigh, traceLow));
      if (random.nextInt(5) == 0) {
        parent = new UUID(appHigh, appLow);
      }
      trace.add(
          new CollectedEvent(
              foreign ? 0 : idHigh(random, start),
              random.nextLong(),
              parent.getMostSignificantBits(),
              parent.getLeastSignificantBits(),
              traceHigh,
              traceLow,
              appHigh,
              appLow,
              "service " + random.nextInt(3),
              random.nextBoolean() ? "http-servlet" : text(random),
              text(random),
              start,
              random.nextInt(20) == 0 ? CollectedEvent.OPEN : random.nextLong() & Long.MAX_VALUE,
              random.nextInt(9) == 0,
              text(random)));
    }
    trace.sort(
        Comparator.comparingLong(CollectedEvent::startNanos)
            .thenComparingLong(CollectedEvent::idHigh)
            .thenComparingLong(CollectedEvent::idLow));
    return trace;
  }

  private static UUID parent(
      Random random, List<CollectedEvent> trace, boolean foreign, UUID traceId) {
    return switch (random.nextInt(4)) {
      case 0 -> new UUID(0, 0);
      case 1 -> traceId;
      case 2 -> new UUID(foreign ? 0 : random.nextLong(), random.nextLong());
      default -> {
        if (trace.isEmpty()) {
          yield traceId;
        }
        CollectedEvent other = trace.get(random.nextInt(trace.size()));
        yield new UUID(other.idHigh(), other.idLow());
      }
    };
  }

  /** As our own tracker makes it, nearly so, or anything. */
  private static long idHigh(Random random, long startNanos) {
    long fraction = ((startNanos % 1_000_000) << 12) / 1_000_000;
    long own = ((startNanos / 1_000_000) << 16) | 0x7000 | fraction;
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong() | 1;
      case 1 -> own + random.nextInt(100_000);
      default -> own;
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(random.nextBoolean() ? 2 : 12);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
