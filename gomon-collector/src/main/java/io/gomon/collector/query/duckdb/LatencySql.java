/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.HeatCell;
import io.gomon.collector.query.Latencies;
import io.gomon.collector.query.Scope;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.rollup.Histogram;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Questions about how long events took. */
final class LatencySql {
  /** So many neighbouring buckets are one row of a heat map: four rows an octave. */
  private static final int BUCKETS_PER_ROW = 16;

  private static final String EVENTS = "least(sum(events), 9223372036854775807)::BIGINT";
  private static final String ERRORS = "least(sum(errors), 9223372036854775807)::BIGINT";

  private LatencySql() {}

  static List<HeatCell> heat(DaySession session, Scope scope, TimeRange range, long stepMillis)
      throws SQLException {
    String sql =
        ("SELECT step, bucket // " + BUCKETS_PER_ROW + " AS row, " + EVENTS + ", " + ERRORS)
            + (" FROM " + cells(session, scope, range, stepMillis))
            + " GROUP BY step, row ORDER BY step, row";
    return Rows.read(
        session,
        sql,
        values(scope),
        row -> {
          int index = row.getInt(2) * BUCKETS_PER_ROW;
          return new HeatCell(
              row.getLong(1) * stepMillis,
              Buckets.lowest(index),
              Buckets.lowest(index + BUCKETS_PER_ROW),
              row.getLong(3),
              row.getLong(4));
        });
  }

  static Latencies latencies(DaySession session, Scope scope, TimeRange range) throws SQLException {
    String sql =
        ("SELECT bucket, sum(n)::BIGINT, " + EVENTS + ", " + ERRORS)
            + ", least(sum(rest::HUGEINT + longest), 9223372036854775807)::BIGINT, max(longest)"
            + (" FROM " + cells(session, scope, range, 0) + " GROUP BY bucket ORDER BY bucket");
    Histogram histogram = new Histogram();
    long[] sums = new long[4];
    Rows.forEach(
        session,
        sql,
        values(scope),
        row -> {
          histogram.addToBucket(row.getInt(1), row.getLong(2));
          sums[0] = Histogram.saturatedSum(sums[0], row.getLong(3));
          sums[1] = Histogram.saturatedSum(sums[1], row.getLong(4));
          sums[2] = Histogram.saturatedSum(sums[2], row.getLong(5));
          sums[3] = Math.max(sums[3], row.getLong(6));
        });
    return new Latencies(sums[0], sums[1], sums[2], sums[3], histogram);
  }

  private static String cells(DaySession session, Scope scope, TimeRange range, long stepMillis)
      throws SQLException {
    long stepNanos = TimeUnit.MILLISECONDS.toNanos(stepMillis);
    Cells cells = Cells.of(session, range.fromNanos(), range.toNanos(), stepNanos);
    return cells.finished()
        + " WHERE service = ? AND "
        + (scope.operation() == null ? ServiceSql.REQUEST : "operation = ?");
  }

  private static List<String> values(Scope scope) {
    String operation = scope.operation();
    return operation == null ? List.of(scope.service()) : List.of(scope.service(), operation);
  }
}
