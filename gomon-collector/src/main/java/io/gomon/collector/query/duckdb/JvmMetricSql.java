/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.MemoryPoint;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.rollup.duckdb.WantedNumbers;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's metrics say of a virtual machine, as the same points that GoMon's runtime
 * module measures: docs/EVENTS.md section 3. The series of one metric (pools of memory, states of
 * threads) are added up.
 */
final class JvmMetricSql {
  /** Which number of a point is wanted. */
  private enum Of {
    VALUE("value"),
    COUNT("count"),
    SUM("sum"),
    /** What the mean of the series leaves of 1. */
    REST("value");

    private final String key;

    Of(String key) {
      this.key = key;
    }
  }

  private enum Field {
    HEAP_USED,
    HEAP_COMMITTED,
    HEAP_MAX,
    NON_HEAP_USED,
    GC_COUNT,
    GC_PAUSE_NANOS,
    THREADS,
    CLASSES,
    CPU_PROCESS,
    CPU_SYSTEM
  }

  /**
   * Where a field comes from.
   *
   * @param type of memory, or the mode of a processor; null: of any
   */
  private record Source(Field field, Of of, @Nullable String type, String metric) {}

  /** Of those of one field, the first that a run has counts. */
  private static final List<Source> SOURCES =
      List.of(
          of("jvm.memory.used", "heap", Field.HEAP_USED),
          of("jvm.memory.committed", "heap", Field.HEAP_COMMITTED),
          of("jvm.memory.limit", "heap", Field.HEAP_MAX),
          of("jvm.memory.used", "non_heap", Field.NON_HEAP_USED),
          new Source(Field.GC_COUNT, Of.COUNT, null, "jvm.gc.duration"),
          new Source(Field.GC_PAUSE_NANOS, Of.SUM, null, "jvm.gc.duration"),
          of("jvm.thread.count", null, Field.THREADS),
          of("jvm.class.count", null, Field.CLASSES),
          of("jvm.cpu.recent_utilization", null, Field.CPU_PROCESS),
          of("jvm.system.cpu.utilization", null, Field.CPU_SYSTEM),
          of("process.runtime.jvm.memory.usage", "heap", Field.HEAP_USED),
          of("process.runtime.jvm.memory.committed", "heap", Field.HEAP_COMMITTED),
          of("process.runtime.jvm.memory.limit", "heap", Field.HEAP_MAX),
          of("process.runtime.jvm.memory.usage", "non_heap", Field.NON_HEAP_USED),
          new Source(Field.GC_COUNT, Of.COUNT, null, "process.runtime.jvm.gc.duration"),
          new Source(Field.GC_PAUSE_NANOS, Of.SUM, null, "process.runtime.jvm.gc.duration"),
          of("process.runtime.jvm.threads.count", null, Field.THREADS),
          of("process.runtime.jvm.classes.current_loaded", null, Field.CLASSES),
          of("process.runtime.jvm.cpu.utilization", null, Field.CPU_PROCESS),
          of("process.runtime.jvm.system.cpu.utilization", null, Field.CPU_SYSTEM),
          of("process.thread.count", null, Field.THREADS),
          of("process.cpu.utilization", null, Field.CPU_PROCESS),
          new Source(Field.CPU_SYSTEM, Of.REST, "idle", "system.cpu.utilization"));

  /**
   * The last number of each series in a step, added up for each source; of deltas, all that were in
   * it. So a run has no more rows in a step than there are sources, whatever its labels.
   */
  private static final String SQL =
      "WITH sources (place, metric, of_type, of_key) AS (VALUES :sources), series AS"
          + " (SELECT app, operation, step, unit, delta, key, max(last_nanos) AS newest,"
          + " CASE WHEN labels <> '' THEN coalesce(labels ->> '$.\"jvm.memory.type\"',"
          + " labels ->> '$.type', labels ->> '$.\"cpu.mode\"', labels ->> '$.state') END AS type,"
          + " CASE WHEN delta THEN sum(total) ELSE arg_max(last, last_nanos) END"
          + " * CASE WHEN key <> 'sum' THEN 1 WHEN unit = 'ms' THEN 1e6 ELSE 1e9 END AS number"
          + " FROM :numbers GROUP BY app, operation, step, unit, delta, key, labels),"
          + MemorySql.newestRuns("series")
          + (" SELECT " + MemorySql.RUN)
          + ", step, place, max(newest), sum(number) FILTER (NOT delta),"
          + " sum(number) FILTER (delta), 1 - avg(number)"
          + " FROM series SEMI JOIN runs USING (app) JOIN sources ON metric = operation"
          + " AND of_key = key AND (of_type IS NULL OR of_type = type)"
          + " GROUP BY app, step, place ORDER BY app_high, app_low, step LIMIT ";

  private JvmMetricSql() {}

  private static Source of(String metric, @Nullable String type, Field field) {
    return new Source(field, Of.VALUE, type, metric);
  }

  /** By run, and by time. */
  static Map<AppId, List<MemoryPoint>> points(DaySession session, Cells cells, String service)
      throws SQLException {
    Map<AppId, Run> runs = new LinkedHashMap<>();
    Rows.forEach(
        session,
        sql(session, cells, service),
        List.of(service),
        row ->
            runs.computeIfAbsent(new AppId(row.getLong(1), row.getLong(2)), app -> new Run())
                .add(row));
    Map<AppId, List<MemoryPoint>> points = new LinkedHashMap<>();
    runs.forEach((app, run) -> points.put(app, run.finished()));
    return points;
  }

  /** Asks for rows by run and step; the service is its only value. */
  static String sql(DaySession session, Cells cells, String service) throws SQLException {
    String metrics =
        SOURCES.stream()
            .map(source -> "'" + source.metric + "'")
            .distinct()
            .collect(Collectors.joining(", "));
    List<String> keys = SOURCES.stream().map(source -> source.of.key).distinct().toList();
    WantedNumbers wanted =
        WantedNumbers.of(
            "service = $1 AND fingerprint = 'metric' AND operation IN (" + metrics + ")", keys);
    int limit = MemorySql.MAX_INSTANCES * EventQueries.MAX_ROWS * SOURCES.size();
    return SQL.replace(":sources", sources())
            .replace(":numbers", cells.numbers(session, service, wanted))
        + limit;
  }

  private static String sources() {
    return IntStream.range(0, SOURCES.size())
        .mapToObj(
            place -> {
              Source source = SOURCES.get(place);
              String type = source.type == null ? "NULL" : "'" + source.type + "'";
              return ("(" + place + ", '" + source.metric + "', " + type)
                  + (", '" + source.of.key + "')");
            })
        .collect(Collectors.joining(", "));
  }

  /** One run while its rows come, step by step. */
  private static final class Run {
    private final List<MemoryPoint> points = new ArrayList<>();
    private final Map<Field, Double> fields = new EnumMap<>(Field.class);

    /** Which source a field has, in all steps. */
    private final Map<Field, Source> sources = new EnumMap<>(Field.class);

    /** What deltas add up to since the range began. */
    private final Map<Field, Double> totals = new EnumMap<>(Field.class);

    private long step = Long.MIN_VALUE;
    private long newestNanos;

    void add(ResultSet row) throws SQLException {
      if (row.getLong(3) != step) {
        endStep();
        step = row.getLong(3);
      }
      newestNanos = Math.max(newestNanos, row.getLong(5));
      Source source = SOURCES.get(row.getInt(4));
      if (source.of == Of.REST) {
        put(source, row.getDouble(8), fields);
        return;
      }
      double number = row.getDouble(6);
      if (!row.wasNull()) {
        put(source, number, fields);
      }
      double deltas = row.getDouble(7);
      if (!row.wasNull() && put(source, deltas, totals)) {
        fields.put(source.field, totals.getOrDefault(source.field, 0.0));
      }
    }

    /** The first source that was seen stays, unless one comes that stands before it. */
    private boolean isFirst(Source source) {
      Source known = sources.get(source.field);
      if (known != null && SOURCES.indexOf(known) < SOURCES.indexOf(source)) {
        return false;
      }
      if (!source.equals(known)) {
        fields.remove(source.field);
        totals.remove(source.field); // another metric tells of the same thing
        sources.put(source.field, source);
      }
      return true;
    }

    /** Adds it; false if it does not count. */
    private boolean put(Source source, double number, Map<Field, Double> sums) {
      boolean counts = Double.isFinite(number) && isFirst(source);
      if (counts) {
        sums.merge(source.field, number, Double::sum);
      }
      return counts;
    }

    private void endStep() {
      totals.forEach(fields::putIfAbsent); // no delta came: nothing was added
      if (!fields.isEmpty()) {
        points.add(
            new MemoryPoint(
                TimeUnit.NANOSECONDS.toMillis(newestNanos),
                whole(Field.HEAP_USED),
                whole(Field.HEAP_COMMITTED),
                whole(Field.HEAP_MAX),
                whole(Field.NON_HEAP_USED),
                whole(Field.GC_COUNT),
                whole(Field.GC_PAUSE_NANOS),
                whole(Field.THREADS),
                whole(Field.CLASSES),
                number(Field.CPU_PROCESS),
                number(Field.CPU_SYSTEM)));
      }
      fields.clear();
      newestNanos = 0;
    }

    /** Deltas may add up to more than a double holds. */
    private @Nullable Double number(Field field) {
      Double number = fields.get(field);
      return number == null || number.isInfinite() ? null : number;
    }

    private @Nullable Long whole(Field field) {
      Double number = number(field);
      return number == null ? null : (Long) Math.round(number);
    }

    List<MemoryPoint> finished() {
      endStep();
      return points;
    }
  }
}
