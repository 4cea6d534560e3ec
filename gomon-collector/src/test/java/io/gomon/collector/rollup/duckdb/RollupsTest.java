/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.query.ErrorGroup;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.Scope;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.rollup.Level;
import io.gomon.collector.rollup.NameCaps;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.RollupTables;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells against a recount of the events, in a real store that is opened anew again and again. */
final class RollupsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_MILLIS = NOW.toEpochMilli();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long TODAY_MILLIS = NOW_MILLIS - NOW_MILLIS % DAY_MILLIS;
  private static final int PIECE_EVENTS = 64;

  @TempDir Path folder;
  private final List<CollectedEvent> stored = new ArrayList<>();
  private Instant now = NOW;
  private DuckDbEventStore store;
  private Rollups rollups;
  private long position;
  private long nextId = 1;

  @BeforeEach
  void open() throws StoreException {
    store =
        DuckDbEventStore.open(StoreSettings.of(folder).withRetentionDays(12).withClock(() -> now));
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
    rollups = Rollups.create(store, () -> now, log, PIECE_EVENTS);
  }

  @AfterEach
  void close() throws StoreException {
    rollups.close();
    store.close();
  }

  private void store(List<CollectedEvent> events) throws StoreException {
    rollups.stored(store.apply(++position, events).written());
    stored.addAll(events);
  }

  private DuckDbQueries queries() {
    return DuckDbQueries.create(store, QueryLimits.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answers_randomEventsRollUpsAndRestarts_equalARecount(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 32; round++) {
      store(randomBatch(random, round % 16 < 10));
      if (random.nextInt(3) > 0) {
        rollups.rollUp();
      }
      if (random.nextInt(8) == 0) {
        close();
        open();
      }
      if (random.nextInt(10) == 0) {
        now = now.plus(Duration.ofHours(random.nextInt(4)));
      }
      if (round % 5 == 4) {
        assertAnswersEqualARecount(random, "seed " + seed + ", round " + round);
      }
    }
    assertThat(grainsSeconds()).contains(Coverage.RAW, Level.FIVE_SECONDS.seconds());
    assertThat(grainsSeconds()).hasSizeGreaterThan(3);
  }

  private Set<Integer> grainsSeconds() throws Exception {
    return store.read(
        0,
        Long.MAX_VALUE,
        Duration.ofSeconds(10),
        session ->
            Coverage.read(session).values().stream()
                .flatMap(coverage -> coverage.pieces().stream())
                .map(Coverage.Rows::grainSeconds)
                .collect(Collectors.toSet()));
  }

  /** Crowds of alike events, and strangers from any time, so that there are all grains. */
  private List<CollectedEvent> randomBatch(SplittableRandom random, boolean crowds) {
    boolean crowd = crowds && random.nextInt(5) > 0;
    int kind = random.nextInt(12);
    long spanMillis = new long[] {3_000, 600_000, 7_200_000, 43_000_000}[random.nextInt(4)];
    long beginMillis = TODAY_MILLIS + random.nextLong(-DAY_MILLIS, DAY_MILLIS / 2 - spanMillis);
    List<CollectedEvent> batch = new ArrayList<>();
    int count = crowd ? random.nextInt(300, 450) : random.nextInt(1, 400);
    for (int i = 0; i < count; i++) {
      boolean stranger = !crowd || random.nextInt(100) == 0;
      long startMillis =
          stranger
              ? TODAY_MILLIS + random.nextLong(-DAY_MILLIS, DAY_MILLIS / 2)
              : beginMillis + random.nextLong(spanMillis);
      batch.add(
          stranger
              ? randomEvent(random, startMillis * 1_000_000, random.nextInt(12), 40)
              : randomEvent(random, startMillis * 1_000_000, kind, 1));
    }
    return batch;
  }

  private CollectedEvent randomEvent(
      SplittableRandom random, long startNanos, int kind, int variety) {
    EventFixture event =
        EventFixture.request(nextId++, startNanos)
            .service("s" + (variety == 1 ? kind : random.nextInt(3)) % 3)
            .lapsed(1L << random.nextInt(variety + 1));
    if (kind < 5) {
      event = event.kind(kind < 3 ? "http-servlet" : "otel-server", "op" + random.nextInt(variety));
    } else if (kind < 8) {
      event = event.kind("sql-wstmt-query", "select " + random.nextInt(variety));
    } else if (kind < 10) {
      return event
          .kind("folded", "select " + random.nextInt(variety))
          .attributes(
              "{\"of\":\"sql-wstmt-query\",\"count\":7,\"errors\":2,\"total\":900,\"max\":300,"
                  + "\"p50\":100}")
          .event();
    } else if (kind < 11) {
      event = event.kind("log", "log");
    } else {
      return event.open().event();
    }
    if (random.nextInt(5) > 0) {
      return event.event();
    }
    String type = "T" + random.nextInt(variety);
    int line = random.nextInt(100);
    return event
        .failed()
        .attributes(
            ("{\"error\":[{\"type\":\"" + type + "\",\"msg\":\"m\",\"stack\":\"" + type)
                + (": m\\n\\tat shop.A.b(A.java:" + line + ")\"}]}"))
        .event();
  }

  private void assertAnswersEqualARecount(SplittableRandom random, String when) throws Exception {
    for (int i = 0; i < 4; i++) {
      long unit = new long[] {1, 1_000, 5_000, 60_000, 3_600_000, DAY_MILLIS}[random.nextInt(6)];
      long from = TODAY_MILLIS + random.nextLong(-DAY_MILLIS, DAY_MILLIS / 2);
      long length = random.nextLong(1, 2 * DAY_MILLIS);
      TimeRange range =
          new TimeRange(from - from % unit, from - from % unit + unit + length - length % unit);
      long stepMillis =
          new long[] {60_000, 90_000, 300_000, 600_000, 3_600_000, DAY_MILLIS}[random.nextInt(6)];
      assertEqual(range, stepMillis, when + ", " + range + ", step " + stepMillis);
    }
  }

  private void assertEqual(TimeRange range, long stepMillis, String when) throws Exception {
    assertFailuresEqual(range, when);
    Recount recount = new Recount(stored);
    List<ServiceSummary> services = queries().services(range);
    assertThat(
            services.stream()
                .collect(Collectors.toMap(ServiceSummary::service, ServiceSummary::lastSeenMillis)))
        .as(when)
        .isEqualTo(recount.lastSeenMillis(range));
    Map<String, String> operations = new TreeMap<>();
    for (OperationSummary o : queries().operations("s1", range)) {
      operations.put(
          o.fingerprint() + " " + o.operation(),
          o.count()
              + " "
              + o.errors()
              + " "
              + o.totalNanos()
              + " "
              + o.maxNanos()
              + " "
              + o.percentiles());
    }
    assertThat(operations)
        .as(when)
        .isEqualTo(
            recount.texts(
                range,
                e -> e.service().equals("s1") && !e.fingerprint().equals("log"),
                e -> Recount.fingerprint(e) + " " + e.operation()));
    assertThat(queries().series("s0", range, stepMillis))
        .as(when)
        .isEqualTo(recount.series("s0", range, stepMillis));
    Map<String, String> heat = new LinkedHashMap<>();
    queries()
        .heat(new Scope("s2", null), range, stepMillis)
        .forEach(
            cell ->
                heat.put(
                    cell.timeMillis() + " " + cell.fromNanos(),
                    cell.count() + " " + cell.errors()));
    assertThat(heat)
        .as(when)
        .isEqualTo(
            recount.heat(range, stepMillis, e -> e.service().equals("s2") && Recount.isRequest(e)));
  }

  private void assertFailuresEqual(TimeRange range, String when) throws Exception {
    Map<String, String> failures = new TreeMap<>();
    for (ErrorGroup group : queries().errors(null, range, 500)) {
      assertThat(group.frames()).containsExactly("shop.A.b");
      failures.put(
          group.service() + " " + group.type(),
          group.count() + " " + group.firstMillis() + " " + group.lastMillis());
    }
    assertThat(failures).as(when).isEqualTo(new Recount(stored).failures(range));
  }

  @Test
  void names_moreThanThereIsRoomFor_areCountedAsOthers() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    int names = NameCaps.MAX_OPERATIONS + 10;
    for (int i = 0; i < names * 8; i++) {
      batch.add(request(NOW_MILLIS).kind("segment", "op" + i / 8).event());
    }
    store(batch);
    rollups.rollUp();
    TimeRange range = new TimeRange(TODAY_MILLIS, NOW_MILLIS + 5_000);
    OperationSummary most = queries().operations("shop", range).get(0);
    assertThat(most.operation()).isEqualTo(NameCaps.OTHER);
    assertThat(most.fingerprint()).isEqualTo("segment");
    assertThat(most.count()).isEqualTo(80);
    assertThat(rollups.otherEvents()).isEqualTo(80);
    close();
    open();
    store(List.of(request(NOW_MILLIS).kind("segment", "op0").event()));
    store(nextOf("late", 100));
    rollups.rollUp();
    assertThat(queries().operations("shop", range).get(0).count()).isEqualTo(180);
  }

  /** Else a day of long statements that never come again would fill the heap. */
  @Test
  void names_longerTogetherThanTheHeapBears_areLeftAsEvents() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    String longName = "x".repeat(1 << 16);
    for (int i = 0; i < Piece.MAX_NAME_CHARS / longName.length() + 1; i++) {
      batch.addAll(nextOf(i + longName, Piece.WORTHWHILE + 1));
    }
    store(batch);
    Piece piece =
        store.read(
            TODAY_MILLIS * 1_000_000,
            TODAY_MILLIS * 1_000_000 + 1,
            Duration.ofSeconds(60),
            session ->
                Piece.read(session, Coverage.read(session).values().iterator().next(), 1_000_000));
    assertThat(piece.isWorthwhile()).isFalse();
    assertThat(piece.rows()).isEqualTo(batch.size());
  }

  private List<CollectedEvent> nextOf(String operation, int count) {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(request(NOW_MILLIS).kind("segment", operation).event());
    }
    return batch;
  }

  private EventFixture request(long startMillis) {
    return EventFixture.request(nextId++, startMillis * 1_000_000);
  }

  /** Whatever the number of events: what is asked for are cells of days, no event. */
  @Test
  void tenDays_rolledUp_areAskedForByDaysAlone() throws Exception {
    for (int day = 10; day > 0; day--) {
      for (int part = 0; part < 3; part++) {
        List<CollectedEvent> batch = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          batch.add(request(TODAY_MILLIS - day * DAY_MILLIS + part * 3_600_000L + i).event());
        }
        store(batch);
        rollups.rollUp();
      }
    }
    now = now.plus(Duration.ofMinutes(1));
    rollups.rollUp();
    TimeRange range = new TimeRange(TODAY_MILLIS - 10 * DAY_MILLIS, TODAY_MILLIS);
    String asked =
        store.read(
            range.fromNanos(),
            range.toNanos(),
            Duration.ofSeconds(10),
            session -> Cells.of(session, range.fromNanos(), range.toNanos(), 0).finished());
    assertThat(asked).contains("cells_86400").doesNotContain(".events");
    String failures =
        store.read(
            range.fromNanos(),
            range.toNanos(),
            Duration.ofSeconds(10),
            session -> Cells.of(session, range.fromNanos(), range.toNanos(), 0).failures());
    assertThat(failures).contains("failures_86400").doesNotContain(".events");
    assertThat(queries().services(range).get(0).requests()).isEqualTo(6_000);
  }

  @Test
  void failures_moreGroupsThanThereIsRoomFor_areCountedAsOthers() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < (NameCaps.MAX_FAILURES + 20) * 2; i++) {
      String error = "{\"error\":[{\"type\":\"T" + i / 2 + "x".repeat(2_000) + "\"}]}";
      batch.add(request(NOW_MILLIS).failed().attributes(error).event());
    }
    store(batch);
    rollups.rollUp();
    TimeRange range = new TimeRange(TODAY_MILLIS, NOW_MILLIS + 60_000);
    List<ErrorGroup> groups = queries().errors(null, range, 500);
    assertThat(groups.get(0).type()).isEqualTo(NameCaps.OTHER);
    assertThat(groups.get(0).count()).isEqualTo(40);
    assertThat(groups.get(0).group()).isEmpty();
    assertThat(groups.get(1).type()).hasSize(FailureSql.MAX_TYPE_CHARS);
    assertThat(groups).hasSize(500);
  }

  @Test
  void levels_andTheTablesOfAFile_areTheSame() {
    assertThat(Level.ALL).extracting(Level::seconds).isEqualTo(RollupTables.LEVEL_SECONDS);
  }

  @Test
  void write_thatFailsAtItsEnd_leavesNothing() throws Exception {
    store(nextOf("x", 100));
    TimeRange range = new TimeRange(TODAY_MILLIS, NOW_MILLIS + 5_000);
    Piece piece =
        store.read(
            range.fromNanos(),
            range.toNanos(),
            Duration.ofSeconds(10),
            session ->
                Piece.read(session, Coverage.read(session).values().iterator().next(), 1_000));
    assertThatThrownBy(
            () ->
                store.inDayTransaction(
                    TODAY_MILLIS / DAY_MILLIS,
                    (connection, catalog) -> {
                      piece.write(connection, catalog, DayNames.empty(), false);
                      throw new SQLException("the disk is full");
                    }))
        .isInstanceOf(StoreException.class);
    assertThat(queries().operations("shop", range).get(0).count()).isEqualTo(100);
    rollups.rollUp();
    assertThat(grainsSeconds()).containsExactly(5);
    assertThat(queries().operations("shop", range).get(0).count()).isEqualTo(100);
  }

  @Test
  void rollUp_closedStore_tellsAndGoesOn() throws Exception {
    store(nextOf("x", 100));
    store.close();
    rollups.rollUp();
    open();
    rollups.rollUp();
    assertThat(queries().operations("shop", new TimeRange(0, NOW_MILLIS + 1)).get(0).count())
        .isEqualTo(100);
  }
}
