/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series of numbers against a recount, and against a store that has only the events. */
final class SeriesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_MILLIS = NOW.toEpochMilli();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long TODAY_MILLIS = NOW_MILLIS - NOW_MILLIS % DAY_MILLIS;
  private static final int PIECE_EVENTS = 64;

  @TempDir Path folder;
  @TempDir Path rawFolder;
  private final MeasuredEvents measured = new MeasuredEvents();
  private final QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
  private Instant now = NOW;
  private DuckDbEventStore store;
  private DuckDbEventStore raw;
  private Rollups rollups;
  private long position;

  @BeforeEach
  void openBoth() throws StoreException {
    open();
    raw = DuckDbEventStore.open(settings(rawFolder));
  }

  private StoreSettings settings(Path where) {
    return StoreSettings.of(where).withRetentionDays(12).withClock(() -> now);
  }

  private void open() throws StoreException {
    open(PIECE_EVENTS);
  }

  private void open(int pieceEvents) throws StoreException {
    store = DuckDbEventStore.open(settings(folder));
    rollups = Rollups.create(store, () -> now, log, pieceEvents);
  }

  private void close() throws StoreException {
    rollups.close();
    store.close();
  }

  @AfterEach
  void closeBoth() throws StoreException {
    close();
    raw.close();
  }

  private void store(List<CollectedEvent> events) throws StoreException {
    rollups.stored(store.apply(++position, events).written());
    raw.apply(position, events);
  }

  private DuckDbQueries queries() {
    return DuckDbQueries.create(store, QueryLimits.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void answers_randomSamplesRollUpsAndRestarts_equalARecount(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 25; round++) {
      store(randomBatch(random));
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
        for (int i = 0; i < 4; i++) {
          assertEqual(random, "seed " + seed + ", round " + round + ", " + i);
        }
      }
    }
    assertThat(grainsSeconds()).contains(60, 300).hasSizeGreaterThan(3);
  }

  private Set<Integer> grainsSeconds() throws Exception {
    return store.read(
        0,
        Long.MAX_VALUE,
        Duration.ofSeconds(10),
        session -> {
          Set<Integer> grains = new TreeSet<>();
          Coverage.read(session)
              .values()
              .forEach(day -> day.pieces().forEach(rows -> grains.add(rows.numbersSeconds())));
          return grains;
        });
  }

  /** Samples of some runs at even distances, which go on behind midnight, and strangers. */
  private List<CollectedEvent> randomBatch(SplittableRandom random) {
    List<CollectedEvent> batch = new ArrayList<>();
    long everyMillis =
        new long[] {1_000, 2_000, 5_000, 60_000, 600_000, 7_200_000}[random.nextInt(6)];
    int count = random.nextInt(10, 200);
    long lengthMillis = Math.min(count * everyMillis, DAY_MILLIS);
    long begin = TODAY_MILLIS + random.nextLong(-DAY_MILLIS, DAY_MILLIS / 2 - lengthMillis / 2);
    int runs = 1 + random.nextInt(2);
    int kind = random.nextInt(11);
    for (int i = 0; i < count; i++) {
      long millis = begin + i * lengthMillis / count;
      for (int run = 0; run < runs; run++) {
        batch.add(measured.next(random, millis, run, kind == 10 ? random.nextInt(10) : kind));
      }
      if (random.nextInt(40) == 0) {
        long any = TODAY_MILLIS + random.nextLong(-DAY_MILLIS, DAY_MILLIS / 2);
        batch.add(measured.next(random, any, random.nextInt(4), random.nextInt(10)));
      }
    }
    return batch;
  }

  private void assertEqual(SplittableRandom random, String when) throws Exception {
    long unit = new long[] {1, 1_000, 60_000, 300_000, 3_600_000, DAY_MILLIS}[random.nextInt(6)];
    long from = TODAY_MILLIS + random.nextLong(-DAY_MILLIS, DAY_MILLIS / 2);
    long length = random.nextLong(1, 2 * DAY_MILLIS);
    TimeRange range =
        new TimeRange(from - from % unit, from - from % unit + unit + length - length % unit);
    long stepMillis =
        new long[] {15_000, 60_000, 90_000, 300_000, 3_600_000, DAY_MILLIS}[random.nextInt(6)];
    NumberFilter filter = measured.filter(random);
    String what = when + ", " + range + ", step " + stepMillis + ", " + filter;
    assertNumbers(
        queries().numbers(filter, range, stepMillis),
        measured.recount(filter, range, stepMillis),
        what);
    DuckDbQueries events = DuckDbQueries.create(raw, QueryLimits.DEFAULT);
    assertThat(queries().memory("s0", range)).as(what).isEqualTo(events.memory("s0", range));
  }

  private static void assertNumbers(
      List<NumberPoint> points, List<NumberPoint> expected, String what) {
    assertThat(points).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < points.size(); i++) {
      NumberPoint point = points.get(i);
      NumberPoint other = expected.get(i);
      double within = 1e-9 * Math.max(1, Math.abs(other.mean()));
      assertThat(Math.abs(point.mean() - other.mean())).as(what).isLessThan(within);
      assertThat(
              new NumberPoint(
                  point.timeMillis(),
                  point.count(),
                  point.min(),
                  point.max(),
                  other.mean(),
                  point.last()))
          .as(what)
          .isEqualTo(other);
    }
  }

  @Test
  void threeDays_rolledUp_areAskedForByDaysAlone() throws Exception {
    for (int day = 3; day > 0; day--) {
      List<CollectedEvent> batch = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        batch.add(point("quiet", TODAY_MILLIS - day * DAY_MILLIS + i * 60_000L, "", i));
      }
      store(batch);
    }
    now = now.plus(Duration.ofMinutes(1));
    rollups.rollUp();
    assertThat(asked("quiet", 3)).contains("numbers_86400").doesNotContain(".events");
    NumberPoint point = numbers("quiet", 3).get(0);
    assertThat(point.count()).isEqualTo(200);
    assertThat(point.last()).isEqualTo(199);
  }

  @Test
  void series_moreThanThereIsRoomFor_areToldAndCountedFromEvents() throws Exception {
    List<CollectedEvent> batch = new ArrayList<>();
    int tooMany = SeriesNumbers.MAX_OF_SERVICE + 1;
    for (int i = 0; i < 4 * tooMany; i++) {
      batch.add(point("loud", NOW_MILLIS + i % 4, "\"labels\":{\"user\":" + i / 4 + "},", i));
    }
    for (int i = 0; i < 8; i++) {
      batch.add(point("quiet", NOW_MILLIS, "", i));
    }
    close();
    open(4 * tooMany);
    store(batch);
    rollups.rollUp();
    assertThat(rollups.otherSamples()).isEqualTo(4L * tooMany);
    assertLoudAndQuiet(4L * tooMany, 8);
    close();
    open();
    store(List.of(point("loud", NOW_MILLIS, "", 1), point("quiet", NOW_MILLIS, "", 3)));
    store(batch(100));
    rollups.rollUp();
    assertThat(rollups.otherSamples()).isEqualTo(101);
    assertLoudAndQuiet(4L * tooMany + 101, 9);
  }

  /** Each of them is a statement while the applier waits. */
  @Test
  void gaps_ofMoreServicesThanAreNoted_areOneThatIsToldAndCountedFromEvents() throws Exception {
    int services = Samples.MAX_GAPS + 1;
    List<CollectedEvent> full = new ArrayList<>();
    for (int i = 0; i < 220; i++) {
      full.addAll(points("long", longLabel(i) + "\"count\":1,\"sum\":1,\"min\":1,\"max\":1,"));
    }
    close();
    open(full.size());
    store(full);
    rollups.rollUp(); // no room for another one
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      batch.addAll(points("s" + i, longLabel(-i)));
    }
    store(batch);
    close();
    open(8 * services);
    rollups.rollUp();
    assertThat(rollups.otherSamples()).isEqualTo(8L * services);
    assertThat(rows(day -> "SELECT * FROM " + day.catalog() + ".series_gaps")).isEqualTo(1);
    assertThat(grainsSeconds()).containsExactly(60, Coverage.RAW);
    assertThat(numbers("s7", 0).get(0).count()).isEqualTo(8);
    assertThat(numbers("long", 0).get(0).count()).isEqualTo(full.size());
  }

  private static String longLabel(int number) {
    return "\"labels\":{\"user\":\"" + "x".repeat(4_000) + number + "\"},";
  }

  private List<CollectedEvent> points(String service, String labels) {
    List<CollectedEvent> points = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      points.add(point(service, NOW_MILLIS, labels, i));
    }
    return points;
  }

  /** The driver has an answer whole, in memory that no limit counts. */
  @Test
  void piece_moreCellsThanFit_isReadInPartsThatFitAndKeptAtACoarserLevel() throws Exception {
    int minutes = 1_000;
    int keys = Samples.MAX_CELLS / minutes + 1;
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < minutes; i++) {
      StringBuilder attributes = new StringBuilder("{\"k\":" + i);
      for (int key = 1; key < keys; key++) {
        attributes.append(",\"k").append(key).append("\":").append(i);
      }
      batch.add(
          EventFixture.request(measured.nextId(), (TODAY_MILLIS + i * 60_000L) * 1_000_000)
              .kind("rt-own", "rt-own")
              .service("wide")
              .lapsed(0)
              .attributes(attributes + "}")
              .event());
    }
    close();
    open(minutes);
    store(batch);
    assertThat(
            rows(
                day ->
                    SampleSql.added(
                        Level.MINUTE,
                        List.of(new CellSql.Source(day.catalog() + ".events", "true")))))
        .isEqualTo(Samples.MAX_CELLS + 1);
    rollups.rollUp();
    assertThat(grainsSeconds()).containsExactly(300);
    NumberFilter filter = new NumberFilter("wide", "k", "rt-own", null);
    NumberPoint point = queries().numbers(filter, range(0), DAY_MILLIS).get(0);
    assertThat(point.count()).isEqualTo(minutes);
    assertThat(point.last()).isEqualTo(minutes - 1);
  }

  /** How many the only day gives. */
  private long rows(Function<DaySession.Day, String> sql) throws Exception {
    return store.read(
        0,
        Long.MAX_VALUE,
        Duration.ofSeconds(10),
        session -> {
          try (ResultSet row = session.query(sql.apply(session.days().get(0)))) {
            long rows = 0;
            while (row.next()) {
              rows++;
            }
            return rows;
          }
        });
  }

  private List<CollectedEvent> batch(int count) {
    List<CollectedEvent> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(point("loud", NOW_MILLIS, "", i));
    }
    return batch;
  }

  private void assertLoudAndQuiet(long loud, long quiet) throws Exception {
    assertThat(numbers("loud", 0).get(0).count()).isEqualTo(loud);
    assertThat(numbers("quiet", 0).get(0).count()).isEqualTo(quiet);
    assertThat(asked("loud", 0)).contains(".events");
    assertThat(asked("quiet", 0)).doesNotContain(".events");
  }

  private List<NumberPoint> numbers(String service, int days) throws Exception {
    NumberFilter filter = new NumberFilter(service, "value", "metric", null);
    return queries().numbers(filter, range(days), DAY_MILLIS);
  }

  private static TimeRange range(int days) {
    return new TimeRange(
        TODAY_MILLIS - days * DAY_MILLIS, TODAY_MILLIS + (days > 0 ? 0 : DAY_MILLIS));
  }

  private String asked(String service, int days) throws Exception {
    TimeRange range = range(days);
    return store.read(
        range.fromNanos(),
        range.toNanos(),
        Duration.ofSeconds(10),
        session ->
            Cells.of(session, range.fromNanos(), range.toNanos(), Level.DAY.nanos())
                .numbers(session, service, WantedNumbers.of("service = $1", List.of("value"))));
  }

  private CollectedEvent point(String service, long millis, String labels, long value) {
    return EventFixture.request(measured.nextId(), millis * 1_000_000)
        .kind("metric", "queue.size")
        .service(service)
        .lapsed(0)
        .attributes("{" + labels + "\"value\":" + value + "}")
        .event();
  }
}
