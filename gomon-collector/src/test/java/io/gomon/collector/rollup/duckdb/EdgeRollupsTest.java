/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.query.ServiceEdge;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.rollup.NameCaps;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DayReading;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.RollupTables;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges against a recount of the events, in a real store that is opened anew again and again. */
final class EdgeRollupsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_MILLIS = NOW.toEpochMilli();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long TODAY_MILLIS = NOW_MILLIS - NOW_MILLIS % DAY_MILLIS;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final TimeRange ALL = new TimeRange(0, NOW_MILLIS + DAY_MILLIS);

  @TempDir Path folder;
  private final List<CollectedEvent> stored = new ArrayList<>();
  private Instant now = NOW;
  private int pieceEvents = 64;
  private DuckDbEventStore store;
  private Rollups rollups;
  private long position;
  private long nextId = 1;

  @BeforeEach
  void open() throws StoreException {
    store =
        DuckDbEventStore.open(StoreSettings.of(folder).withRetentionDays(12).withClock(() -> now));
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
    rollups = Rollups.create(store, () -> now, log, pieceEvents);
  }

  @AfterEach
  void close() throws StoreException {
    rollups.close();
    store.close();
  }

  private void reopen() throws StoreException {
    close();
    open();
  }

  private void store(List<CollectedEvent> events) throws StoreException {
    rollups.stored(store.apply(++position, events).written());
    stored.addAll(events);
  }

  private Map<String, String> edges(TimeRange range) throws Exception {
    Map<String, String> edges = new TreeMap<>();
    for (ServiceEdge e : DuckDbQueries.create(store, QueryLimits.DEFAULT).edges(range)) {
      edges.put(
          e.caller() + " " + e.callee(),
          (e.count() + " " + e.errors() + " " + e.totalNanos() + " " + e.maxNanos() + " ")
              + e.percentiles());
    }
    return edges;
  }

  /** Of rows in all days. */
  private long count(String table) throws Exception {
    return read(
        session -> {
          long rows = 0;
          for (var day : session.days()) {
            try (ResultSet row =
                session.query("SELECT count(*) FROM " + day.catalog() + "." + table)) {
              row.next();
              rows += row.getLong(1);
            }
          }
          return rows;
        });
  }

  private <T> T read(DayReading<T> reading) throws Exception {
    return store.read(0, Long.MAX_VALUE, Duration.ofSeconds(60), reading);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void edges_randomTracesRollUpsAndRestarts_equalARecount(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    RandomTraces traces = new RandomTraces(seed);
    long waited = 0;
    for (int round = 0; round < 28; round++) {
      store(randomRound(random, traces, round));
      if (random.nextInt(3) > 0) {
        rollups.rollUp();
        waited = Math.max(waited, count(RollupTables.EDGE_WAITING));
      }
      if (random.nextInt(8) == 0) {
        store(traces.rest()); // a day that is over gives up at its first look
        reopen();
      }
      if (random.nextInt(8) == 0) {
        store(traces.rest());
        now = now.plus(Duration.ofMinutes(random.nextInt(90)));
      }
      if (round % 4 == 3) {
        assertEdgesEqualARecount(random, "seed " + seed + ", round " + round);
      }
    }
    store(traces.rest());
    now = now.plus(Duration.ofDays(2));
    rollups.rollUp();
    assertEdgesEqualARecount(random, "seed " + seed + ", at the end");
    assertThat(waited).isPositive();
    assertThat(count(RollupTables.EDGE_WAITING)).isZero();
    assertThat(count(RollupTables.edges(60))).isPositive();
    assertThat(count(RollupTables.edges(86_400))).isPositive();
  }

  /** Crowds of alike traces, or strangers from any time: so there are all grains. */
  private static List<CollectedEvent> randomRound(
      SplittableRandom random, RandomTraces traces, int round) {
    long spanMillis = new long[] {3_000, 600_000, 7_200_000, 43_000_000}[random.nextInt(4)];
    long from =
        random.nextInt(3) == 0
            ? TODAY_MILLIS - spanMillis / 2 // around midnight
            : TODAY_MILLIS + random.nextLong(-DAY_MILLIS / 2, DAY_MILLIS / 2 - spanMillis);
    boolean crowd = round % 14 < 9;
    return crowd
        ? traces.round(round, from, from + spanMillis, random.nextInt(60, 150), 2)
        : traces.round(round, TODAY_MILLIS - DAY_MILLIS / 2, TODAY_MILLIS + DAY_MILLIS / 2, 60, 40);
  }

  private void assertEdgesEqualARecount(SplittableRandom random, String when) throws Exception {
    assertThat(edges(ALL)).as(when).isEqualTo(new Recount(stored).edges(ALL));
    for (int i = 0; i < 5; i++) {
      long unit = new long[] {1, 5_000, 60_000, 3_600_000, DAY_MILLIS}[random.nextInt(5)];
      long from =
          random.nextInt(3) == 0
              ? TODAY_MILLIS + random.nextLong(-3_600_000, 3_600_000)
              : TODAY_MILLIS + random.nextLong(-DAY_MILLIS, DAY_MILLIS / 2);
      long length = random.nextLong(1, random.nextBoolean() ? 3_600_000 : 2 * DAY_MILLIS);
      TimeRange range =
          new TimeRange(from - from % unit, from - from % unit + unit + length - length % unit);
      assertThat(edges(range)).as(when + ", " + range).isEqualTo(new Recount(stored).edges(range));
    }
  }

  private EventFixture request(String service) {
    return EventFixture.request(nextId++, NOW_MILLIS * NANOS_PER_MILLI).service(service).app(2, 2);
  }

  private CollectedEvent call(String service) {
    return request(service).kind("http-roundtripper", "GET /").event();
  }

  private List<CollectedEvent> crowd(String service, int count) {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(request(service).app(1, 1).event());
    }
    return batch;
  }

  @Test
  void caller_thatComesTooLate_staysUnknown() throws Exception {
    CollectedEvent early = call("early");
    CollectedEvent late = call("late");
    List<CollectedEvent> batch = crowd("x", 100);
    batch.add(request("shop").under(early).event());
    batch.add(request("shop").under(late).event());
    store(batch);
    rollups.rollUp();
    assertThat(count(RollupTables.EDGE_WAITING)).isEqualTo(2);
    assertThat(edges(ALL).keySet()).containsExactly("null shop", "null x");
    store(List.of(early));
    assertThat(edges(ALL).keySet()).containsExactly("early shop", "null shop", "null x");
    now = now.plus(Duration.ofMinutes(10));
    store(crowd("x", 100));
    rollups.rollUp();
    assertThat(count(RollupTables.EDGE_WAITING)).isZero();
    store(List.of(late));
    assertThat(edges(ALL).keySet()).containsExactly("early shop", "null shop", "null x");
    store(crowd("x", 100));
    rollups.rollUp();
    assertThat(edges(ALL).keySet()).containsExactly("early shop", "null shop", "null x");
  }

  @Test
  void pairs_moreThanThereIsRoomFor_areCountedAsOthers() throws Exception {
    int services = 40; // of 1,600 pairs
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < services * services; i++) {
      batch.addAll(calls("s" + i / services, "s" + i % services));
    }
    pieceEvents = batch.size();
    reopen();
    store(batch);
    rollups.rollUp();
    long others = (services * services - NameCaps.MAX_EDGES) * 10L;
    assertThat(others()).isEqualTo(others);
    assertThat(rollups.otherEvents()).isEqualTo(others);
    reopen();
    store(calls("s39", "new"));
    assertThat(others()).isEqualTo(others); // counted from events, it has its name
    store(crowd("s1", pieceEvents));
    rollups.rollUp();
    assertThat(others()).isEqualTo(others + 10);
  }

  private List<CollectedEvent> calls(String caller, String service) {
    CollectedEvent call = call(caller);
    List<CollectedEvent> batch = new ArrayList<>(List.of(call));
    for (int i = 0; i < 10; i++) {
      batch.add(request(service).under(call).event());
    }
    return batch;
  }

  private long others() throws Exception {
    return DuckDbQueries.create(store, QueryLimits.DEFAULT).edges(ALL).stream()
        .filter(edge -> NameCaps.OTHER.equals(edge.caller()))
        .mapToLong(ServiceEdge::count)
        .sum();
  }

  @Test
  void waiting_moreThanThereIsRoomFor_areGivenUpOldestFirst() throws Exception {
    List<CollectedEvent> calls = new ArrayList<>();
    List<CollectedEvent> batch = crowd("x", 100);
    for (int i = 0; i < PieceEdges.MAX_WAITING + 10; i++) {
      calls.add(call("late"));
      batch.add(request(i < 10 ? "first" : "shop").under(calls.get(i)).event());
      if (i == 9) {
        store(batch);
        rollups.rollUp();
        assertThat(count(RollupTables.EDGE_WAITING)).isEqualTo(10);
        batch.clear();
        pieceEvents = PieceEdges.MAX_WAITING;
        reopen();
      }
    }
    store(batch);
    rollups.rollUp();
    assertThat(count(RollupTables.EDGE_WAITING)).isEqualTo(PieceEdges.MAX_WAITING);
    store(calls);
    assertGivenUp();
    rollups.rollUp();
    assertThat(count(RollupTables.EDGE_WAITING)).isZero();
    assertGivenUp();
  }

  private void assertGivenUp() throws Exception {
    Map<String, String> edges = edges(ALL);
    assertThat(edges.keySet()).containsExactly("late shop", "null first", "null x");
    assertThat(edges.get("null first")).startsWith("10 ");
    assertThat(edges.get("late shop")).startsWith(PieceEdges.MAX_WAITING + " ");
  }

  @Test
  void write_thatFailsAtItsEnd_leavesNothing() throws Exception {
    List<CollectedEvent> batch = crowd("x", 100);
    CollectedEvent call = call("caller");
    batch.add(call);
    batch.add(request("shop").under(call).event());
    batch.add(request("shop").under(call("never")).event());
    store(batch);
    DayNames names = DayNames.empty();
    Piece piece =
        read(
            session -> {
              Coverage coverage = Coverage.read(session).values().iterator().next();
              Piece read = Piece.read(session, coverage, 1_000);
              read.readEdges(session, null, names.caps(), new PieceEdges.Patience(1, 0));
              return read;
            });
    assertThatThrownBy(
            () ->
                store.inDayTransaction(
                    TODAY_MILLIS / DAY_MILLIS,
                    (connection, catalog) -> {
                      piece.write(connection, catalog, names, false);
                      throw new SQLException("the disk is full");
                    }))
        .isInstanceOf(StoreException.class);
    assertThat(count(RollupTables.EDGE_WAITING) + count(RollupTables.EDGE_CALLERS)).isZero();
    assertThat(edges(ALL)).isEqualTo(new Recount(stored).edges(ALL));
    rollups.rollUp();
    assertThat(count(RollupTables.EDGE_WAITING)).isOne();
    assertThat(edges(ALL)).isEqualTo(new Recount(stored).edges(ALL));
  }

  /** Whatever the number of events: what is asked for are edges of days. */
  @Test
  void tenDays_rolledUp_areAskedForByDaysAlone() throws Exception {
    for (int day = 10; day > 0; day--) {
      List<CollectedEvent> batch = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long startMillis = TODAY_MILLIS - day * DAY_MILLIS + i;
        batch.add(EventFixture.request(nextId++, startMillis * NANOS_PER_MILLI).event());
      }
      store(batch);
    }
    now = now.plus(Duration.ofMinutes(1));
    rollups.rollUp();
    TimeRange range = new TimeRange(TODAY_MILLIS - 10 * DAY_MILLIS, TODAY_MILLIS);
    String asked =
        read(
            session -> {
              Cells cells = Cells.of(session, range.fromNanos(), range.toNanos(), 0);
              return cells.edges(session);
            });
    assertThat(asked).contains("edges_86400").doesNotContain(".events", "waiting", "callers");
    assertThat(edges(range).get("null shop")).startsWith("2000 ");
  }
}
