/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.MemoryInstance;
import io.gomon.collector.query.MemoryPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The question about memory: measurements by run, and what the run says about itself. */
final class MemorySql {
  private static final int MAX_INSTANCES = 100;

  private MemorySql() {}

  private record AppId(long high, long low) {}

  static List<MemoryInstance> instances(DaySession session, String service, TimeRange range)
      throws SQLException {
    List<MemoryInstance> instances = new ArrayList<>();
    for (Map.Entry<AppId, List<MemoryPoint>> entry : points(session, service, range).entrySet()) {
      AppId app = entry.getKey();
      FlatAttributes about = applicationEvent(session, app);
      instances.add(
          new MemoryInstance(
              app.high, app.low, about.text("host"), about.integer("pid"), entry.getValue()));
    }
    return instances;
  }

  /** The last measurement of each of at most MAX_ROWS steps of the range, by run. */
  private static Map<AppId, List<MemoryPoint>> points(
      DaySession session, String service, TimeRange range) throws SQLException {
    String sql =
        "SELECT app_high, app_low, max(start_nanos), arg_max(attributes, start_nanos)"
            + " FROM :finished WHERE fingerprint = 'rt-collect-memstat' AND service = ?"
            + " AND start_nanos >= ? AND start_nanos < ?"
            + " GROUP BY app_high, app_low, (start_nanos - ?) // ?"
            + " ORDER BY app_high, app_low, 3 LIMIT "
            + MAX_INSTANCES * EventQueries.MAX_ROWS;
    long stepMillis = Math.max(1, (range.millis() - 1) / EventQueries.MAX_ROWS + 1);
    Map<AppId, List<MemoryPoint>> points = new LinkedHashMap<>();
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setString(1, service);
      statement.setLong(2, range.fromNanos());
      statement.setLong(3, range.toNanos());
      statement.setLong(4, range.fromNanos());
      statement.setLong(5, TimeUnit.MILLISECONDS.toNanos(stepMillis));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          points
              .computeIfAbsent(new AppId(row.getLong(1), row.getLong(2)), app -> new ArrayList<>())
              .add(point(row.getLong(3), FlatAttributes.parse(row.getString(4))));
        }
      }
    }
    return points;
  }

  private static MemoryPoint point(long startNanos, FlatAttributes measured) {
    return new MemoryPoint(
        TimeUnit.NANOSECONDS.toMillis(startNanos),
        notNegative(measured.integer("heap-alloc")),
        notNegative(measured.integer("heap-sys")),
        notNegative(measured.integer("heap-max")),
        notNegative(measured.integer("nonheap-used")),
        notNegative(measured.integer("num-gc")),
        notNegative(measured.integer("pause-totalns")));
  }

  /** A heap without a limit reports -1. */
  private static @Nullable Long notNegative(@Nullable Long value) {
    return value == null || value < 0 ? null : value;
  }

  /** By its id, which is the run's: that finds it by the files' own index, whatever its day. */
  private static FlatAttributes applicationEvent(DaySession session, AppId app)
      throws SQLException {
    try (PreparedStatement statement =
        session.prepare(
            "SELECT attributes FROM :all WHERE id_low = ? AND id_high = ?"
                + " AND fingerprint = 'application' LIMIT 1")) {
      statement.setLong(1, app.low);
      statement.setLong(2, app.high);
      try (ResultSet row = statement.executeQuery()) {
        return FlatAttributes.parse(row.next() ? row.getString(1) : "{}");
      }
    }
  }
}
