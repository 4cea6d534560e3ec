/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.ServiceEdge;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces that the engine has no memory for: what is given up, what is told, what stays right. */
final class NoMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long FROM_MILLIS = NOW.toEpochMilli() - DAY_MILLIS / 2;
  private static final TimeRange TODAY = new TimeRange(FROM_MILLIS, FROM_MILLIS + DAY_MILLIS);
  private static final int PIECE_EVENTS = 64;

  /** So many events of this size are more than there is room for. */
  private static final int LONG_ONES = 8;

  private static final String LONG = "x".repeat(4_000_000);

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private Instant now = NOW;
  private DuckDbEventStore store;
  private Rollups rollups;
  private long nextId = 1;
  private long position;

  @BeforeEach
  void open() throws StoreException {
    open(256, PIECE_EVENTS);
  }

  private void open(int memoryMegabytes, int pieceEvents) throws StoreException {
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
    log.onTold((kind, message, cause) -> told.add(kind));
    store =
        DuckDbEventStore.open(
            StoreSettings.of(folder)
                .withMemoryLimitMegabytes(memoryMegabytes)
                .withClock(() -> now));
    rollups = Rollups.create(store, () -> now, log, pieceEvents);
  }

  @AfterEach
  void close() throws StoreException {
    rollups.close();
    store.close();
  }

  @Test
  void numbers_noMemoryToReadThem_areLeftAsEventsAndTold() throws Exception {
    List<CollectedEvent> events = new ArrayList<>();
    int calls = (PIECE_EVENTS - LONG_ONES) / 2;
    for (int i = 0; i < calls; i++) {
      CollectedEvent call = event("http-roundtripper", "caller", "{}").event();
      events.add(call);
      events.add(event("http-servlet", "callee", "{}").under(call).event());
    }
    events.addAll(longMetrics());
    store(events);
    rollUpForMinutes(3);
    assertThat(told).containsExactly("rollup", "rollup-numbers");
    assertThat(pieces())
        .extracting(Coverage.Rows::grainSeconds)
        .containsOnly(Level.FIVE_SECONDS.seconds());
    assertThat(pieces()).extracting(Coverage.Rows::numbersSeconds).containsOnly(Coverage.RAW);
    assertThat(queries().edges(TODAY))
        .filteredOn(edge -> "caller".equals(edge.caller()))
        .extracting(ServiceEdge::count)
        .containsExactly((long) calls);
    store(List.of(metric("{\"value\":1}"), metric("{\"value\":2}")));
    close();
    open(1_024, PIECE_EVENTS);
    assertThat(numbers()).isEqualTo(LONG_ONES + 2);
  }

  @Test
  void piece_noMemoryToReadIt_isLeftAsEventsAndTold() throws Exception {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < PIECE_EVENTS; i++) {
      String stack = i < LONG_ONES ? LONG + i : "f";
      String error = "{\"type\":\"e\",\"stack\":\"e\\n" + stack + "\"}";
      events.add(event("http-servlet", "callee", "{\"error\":[" + error + "]}").failed().event());
    }
    store(events);
    rollUpForMinutes(4);
    assertThat(told).containsExactly("rollup", "rollup-unread");
    assertThat(pieces())
        .containsExactly(new Coverage.Rows(0, PIECE_EVENTS, Coverage.RAW, Coverage.RAW));
    assertThat(queries().operations("callee", TODAY).get(0).count()).isEqualTo(PIECE_EVENTS);
  }

  /** A question reads texts of many events at once, and so does a piece. */
  @Test
  void numbers_labelsOfSomeKilobytes_areReadWithLittleMemory() throws Exception {
    close();
    open(128, 3_000);
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String label = LONG.substring(0, 4_000) + i % 20;
      events.add(metric("{\"labels\":{\"user\":\"" + label + "\"},\"value\":" + i + "}"));
    }
    store(events);
    assertThat(numbers()).isEqualTo(events.size());
    rollUpForMinutes(1);
    assertThat(told).isEmpty();
    assertThat(pieces()).extracting(Coverage.Rows::numbersSeconds).containsOnly(60);
    assertThat(numbers()).isEqualTo(events.size());
  }

  /** Another day is not held up. */
  @Test
  void day_whosePieceCannotBeRead_holdsUpNoOther() throws Exception {
    List<CollectedEvent> events = new ArrayList<>(longMetrics());
    long yesterday = (NOW.toEpochMilli() - DAY_MILLIS) * 1_000_000;
    for (int i = 0; i < PIECE_EVENTS; i++) {
      events.add(event("segment", "quiet", "{}").event());
      events.add(EventFixture.request(nextId++, yesterday).event());
    }
    store(events);
    rollUpForMinutes(1);
    assertThat(told).containsExactly("rollup");
    assertThat(pieces()).hasSize(1);
  }

  private void store(List<CollectedEvent> events) throws StoreException {
    rollups.stored(store.apply(++position, events).written());
  }

  private void rollUpForMinutes(int minutes) {
    for (int i = 0; i < minutes; i++) {
      rollups.rollUp();
      now = now.plus(Duration.ofMinutes(1));
    }
  }

  private EventQueries queries() {
    return DuckDbQueries.create(store, QueryLimits.DEFAULT);
  }

  private long numbers() throws Exception {
    NumberFilter filter = new NumberFilter("measured", "value", "metric", null);
    return queries().numbers(filter, TODAY, DAY_MILLIS).get(0).count();
  }

  private List<Coverage.Rows> pieces() throws Exception {
    return store.read(
        0,
        Long.MAX_VALUE,
        Duration.ofSeconds(10),
        session ->
            Coverage.read(session).values().stream()
                .flatMap(day -> day.pieces().stream())
                .toList());
  }

  private List<CollectedEvent> longMetrics() {
    String labels = "\"labels\":{\"user\":\"" + LONG + "\"}";
    List<CollectedEvent> metrics = new ArrayList<>();
    for (int i = 0; i < LONG_ONES; i++) {
      metrics.add(metric("{" + labels + ",\"value\":" + i + "}"));
    }
    return metrics;
  }

  private CollectedEvent metric(String attributes) {
    return event("metric", "measured", attributes).event();
  }

  private EventFixture event(String fingerprint, String service, String attributes) {
    return EventFixture.request(nextId++, NOW.minusSeconds(1).toEpochMilli() * 1_000_000)
        .kind(fingerprint, fingerprint)
        .service(service)
        .lapsed(1_000)
        .attributes(attributes);
  }
}
