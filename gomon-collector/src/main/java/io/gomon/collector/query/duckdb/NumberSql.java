/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The question about numbers among attributes. */
final class NumberSql {
  private NumberSql() {}

  static List<NumberPoint> series(
      DaySession session, NumberFilter filter, TimeRange range, long stepMillis)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    values.add(TimeUnit.MILLISECONDS.toNanos(stepMillis));
    values.add(JsonColumn.written(filter.key()));
    values.add(JsonColumn.pointer(filter.key()));
    values.addAll(List.of(filter.service(), range.fromNanos(), range.toNanos()));
    String sql =
        "SELECT step, count(*), min(v), max(v), avg(v), arg_max(v, start_nanos) FROM ("
            + ("SELECT start_nanos // ? AS step, start_nanos, try_cast(" + JsonColumn.VALUE)
            + " AS DOUBLE) AS v FROM :all WHERE service = ?"
            + " AND start_nanos >= ? AND start_nanos < ?"
            + equal("fingerprint", filter.fingerprint(), values)
            + equal("operation", filter.operation(), values)
            + ") WHERE isfinite(v) GROUP BY step ORDER BY step";
    return Rows.read(
        session,
        sql,
        values,
        row ->
            new NumberPoint(
                row.getLong(1) * stepMillis,
                row.getLong(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getDouble(5),
                row.getDouble(6)));
  }

  private static String equal(String column, @Nullable String value, List<Object> values) {
    if (value == null) {
      return "";
    }
    values.add(value);
    return " AND " + column + " = ?";
  }
}
