/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.MemoryInstance;
import io.gomon.collector.query.MemoryPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.rollup.duckdb.WantedNumbers;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The question about memory: measurements by run, of GoMon's runtime module or of OpenTelemetry's
 * metrics, and what the run says about itself.
 */
final class MemorySql {
  /** Of either kind: of too many, the ones that were heard of last. */
  static final int MAX_INSTANCES = 100;

  /** What is read of {@code rt-collect-memstat}. */
  private static final List<String> KEYS =
      List.of(
          "heap-alloc",
          "heap-sys",
          "heap-max",
          "nonheap-used",
          "num-gc",
          "pause-totalns",
          "threads",
          "classes-loaded",
          "cpu-process",
          "cpu-system");

  /** Columns that say which run it is, after a table's {@code app}. */
  static final String RUN =
      "split_part(app, ',', 1)::BIGINT AS app_high, split_part(app, ',', 2)::BIGINT AS app_low";

  private MemorySql() {}

  /** All points of the range, by run. */
  static Map<AppId, List<MemoryPoint>> points(DaySession session, String service, TimeRange range)
      throws SQLException {
    Cells cells = Cells.of(session, range.fromNanos(), range.toNanos(), MemorySteps.nanos(range));
    Map<AppId, List<MemoryPoint>> points = gomonPoints(session, cells, service);
    JvmMetricSql.points(session, cells, service).forEach(points::putIfAbsent);
    return points;
  }

  /** The runs that have points. */
  static List<MemoryInstance> instances(DaySession session, Map<AppId, List<MemoryPoint>> points)
      throws SQLException {
    List<MemoryInstance> instances = new ArrayList<>();
    Map<AppId, FlatAttributes> applications = applications(session, points.keySet());
    for (Map.Entry<AppId, List<MemoryPoint>> entry : points.entrySet()) {
      AppId app = entry.getKey();
      FlatAttributes about = applications.getOrDefault(app, FlatAttributes.parse("{}"));
      instances.add(
          new MemoryInstance(
              app.high(), app.low(), about.text("host"), about.integer("pid"), entry.getValue()));
    }
    return instances;
  }

  /** The last measurement of each step, by run. */
  private static Map<AppId, List<MemoryPoint>> gomonPoints(
      DaySession session, Cells cells, String service) throws SQLException {
    WantedNumbers wanted =
        WantedNumbers.of("service = $1 AND fingerprint = 'rt-collect-memstat'", KEYS);
    String sql =
        "WITH steps AS (SELECT app, step, key, max(last_nanos) AS newest,"
            + " arg_max(last, last_nanos) AS last FROM "
            + (cells.numbers(session, service, wanted) + " GROUP BY app, step, key),")
            + newestRuns("steps")
            + (" SELECT " + RUN + ", step, key, newest, last FROM steps SEMI JOIN runs USING (app)")
            + " ORDER BY app_high, app_low, step LIMIT "
            + (long) MAX_INSTANCES * EventQueries.MAX_ROWS * KEYS.size();
    Map<AppId, Run> runs = new LinkedHashMap<>();
    Rows.forEach(
        session,
        sql,
        List.of(service),
        row ->
            runs.computeIfAbsent(new AppId(row.getLong(1), row.getLong(2)), app -> new Run())
                .add(row));
    Map<AppId, List<MemoryPoint>> points = new LinkedHashMap<>();
    runs.forEach((app, run) -> points.put(app, run.finished()));
    return points;
  }

  /** The rest of a WITH: the ids of some runs that a part of it has, which is steps of them. */
  static String newestRuns(String steps) {
    return " runs AS (SELECT app FROM "
        + (steps + " GROUP BY app ORDER BY max(newest) DESC, app LIMIT " + MAX_INSTANCES + ")");
  }

  /** One run while its rows come, step by step. */
  private static final class Run {
    private final List<MemoryPoint> points = new ArrayList<>();
    private final Map<String, Double> measured = new HashMap<>();
    private long step = Long.MIN_VALUE;
    private long newestNanos;

    void add(ResultSet row) throws SQLException {
      long nanos = row.getLong(5);
      if (row.getLong(3) != step) {
        endStep();
        step = row.getLong(3);
      } else if (nanos > newestNanos) {
        measured.clear(); // what the last measurement does not have was not measured
      } else if (nanos < newestNanos) {
        return;
      }
      newestNanos = nanos;
      measured.put(row.getString(4), row.getDouble(6));
    }

    private void endStep() {
      if (!measured.isEmpty()) {
        points.add(
            new MemoryPoint(
                TimeUnit.NANOSECONDS.toMillis(newestNanos),
                notNegative("heap-alloc"),
                notNegative("heap-sys"),
                notNegative("heap-max"),
                notNegative("nonheap-used"),
                notNegative("num-gc"),
                notNegative("pause-totalns"),
                whole("threads"),
                whole("classes-loaded"),
                measured.get("cpu-process"),
                measured.get("cpu-system")));
      }
      measured.clear();
    }

    /** A heap without a limit reports -1. */
    private @Nullable Long notNegative(String key) {
      Long value = whole(key);
      return value == null || value < 0 ? null : value;
    }

    private @Nullable Long whole(String key) {
      Double value = measured.get(key);
      return value == null ? null : (Long) Math.round(value);
    }

    List<MemoryPoint> finished() {
      endStep();
      return points;
    }
  }

  /** What they say of themselves, those that are stored: whatever the day. */
  private static Map<AppId, FlatAttributes> applications(DaySession session, Set<AppId> runs)
      throws SQLException {
    Map<AppId, FlatAttributes> applications = new HashMap<>();
    Rows.forEach(
        session,
        "SELECT id_high, id_low, arg_max(attributes, start_nanos) FROM :all"
            + (" WHERE fingerprint = 'application' AND "
                + ApplicationSql.oneOf("(id_high, id_low)", runs))
            + " GROUP BY id_high, id_low",
        List.of(),
        row ->
            applications.put(
                new AppId(row.getLong(1), row.getLong(2)), FlatAttributes.parse(row.getString(3))));
    return applications;
  }
}
