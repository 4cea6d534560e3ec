/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.HeatCell;
import io.gomon.collector.query.Latencies;
import io.gomon.collector.query.Scope;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.rollup.Histogram;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Questions about how long events took. */
final class LatencySql {
  /** So many neighbouring buckets are one row of a heat map: four rows an octave. */
  private static final int BUCKETS_PER_ROW = 16;

  private LatencySql() {}

  static List<HeatCell> heat(DaySession session, Scope scope, TimeRange range, long stepMillis)
      throws SQLException {
    long stepNanos = TimeUnit.MILLISECONDS.toNanos(stepMillis);
    List<Object> values = new ArrayList<>(List.of(stepNanos));
    String sql =
        ("SELECT step, bucket // " + BUCKETS_PER_ROW + " AS row, count(*),")
            + " count(*) FILTER (WHERE failed) FROM "
            + BucketSql.bucketed(
                "start_nanos // ? AS step, failed", "lapsed_nanos", where(scope, range, values))
            + " GROUP BY step, row ORDER BY step, row";
    return Rows.read(
        session,
        sql,
        values,
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
    List<Object> values = new ArrayList<>();
    String sql =
        "SELECT bucket, count(*), count(*) FILTER (WHERE failed),"
            + " least(sum(lapsed_nanos), 9223372036854775807)::BIGINT, max(lapsed_nanos) FROM "
            + BucketSql.bucketed(
                "failed, lapsed_nanos", "lapsed_nanos", where(scope, range, values))
            + " GROUP BY bucket ORDER BY bucket";
    Histogram histogram = new Histogram();
    long[] sums = new long[3];
    Rows.read(
        session,
        sql,
        values,
        row -> {
          histogram.addToBucket(row.getInt(1), row.getLong(2));
          sums[0] += row.getLong(3);
          sums[1] = Histogram.saturatedSum(sums[1], row.getLong(4));
          sums[2] = Math.max(sums[2], row.getLong(5));
          return sums;
        });
    return new Latencies(histogram.count(), sums[0], sums[1], sums[2], histogram);
  }

  private static String where(Scope scope, TimeRange range, List<Object> values) {
    values.add(scope.service());
    values.add(range.fromNanos());
    values.add(range.toNanos());
    String events = scope.operation() == null ? ServiceSql.REQUEST : "operation = ?";
    if (scope.operation() != null) {
      values.add(scope.operation());
    }
    return ":finished WHERE service = ? AND start_nanos >= ? AND start_nanos < ? AND " + events;
  }
}
