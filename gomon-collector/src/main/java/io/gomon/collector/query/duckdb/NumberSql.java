/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.rollup.duckdb.WantedNumbers;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The question about numbers among attributes: of what measures from cells, of all other events one
 * by one.
 */
final class NumberSql {
  private static final String COLUMNS =
      "SELECT step, n, last, last_nanos, lowest, highest, total FROM ";

  private NumberSql() {}

  static List<NumberPoint> series(
      DaySession session, NumberFilter filter, TimeRange range, long stepMillis)
      throws SQLException {
    String key = filter.key();
    List<Object> values =
        new ArrayList<>(
            List.of(filter.service(), key, JsonColumn.written(key), JsonColumn.pointer(key)));
    String where =
        "service = $1"
            + equal("fingerprint", filter.fingerprint(), values)
            + equal("operation", filter.operation(), values);
    long stepNanos = TimeUnit.MILLISECONDS.toNanos(stepMillis);
    String numbers = String.join(" UNION ALL ", ofAll(session, filter, where, range, stepNanos));
    return Rows.read(
        session,
        "SELECT step, sum(n)::BIGINT, min(lowest), max(highest), CASE WHEN isfinite(sum(total))"
            + " THEN sum(total) / sum(n) END,"
            + (" arg_max(last, last_nanos) FROM (" + numbers + ")")
            + " GROUP BY step ORDER BY step",
        values,
        row ->
            new NumberPoint(
                row.getLong(1) * stepMillis,
                row.getLong(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getObject(5, Double.class),
                row.getDouble(6)));
  }

  /** Of what measures, and of others; of a fingerprint that is only one of both. */
  private static List<String> ofAll(
      DaySession session, NumberFilter filter, String where, TimeRange range, long stepNanos)
      throws SQLException {
    String fingerprint = filter.fingerprint();
    String inCells = WantedNumbers.measuring(filter.key());
    List<String> parts = new ArrayList<>();
    if (fingerprint == null || WantedNumbers.measures(fingerprint, filter.key())) {
      Cells cells = Cells.of(session, range.fromNanos(), range.toNanos(), stepNanos);
      String events = where + " AND contains(attributes, $3) AND " + inCells;
      WantedNumbers wanted =
          WantedNumbers.of(events, where + " AND key = $2", "$2::VARCHAR", "$4::VARCHAR");
      parts.add(COLUMNS + cells.numbers(session, filter.service(), wanted));
    }
    if (fingerprint == null || !WantedNumbers.measures(fingerprint, filter.key())) {
      parts.add(COLUMNS + ofOthers(where + " AND NOT " + inCells, range, stepNanos));
    }
    return parts;
  }

  private static String ofOthers(String where, TimeRange range, long stepNanos) {
    return "(SELECT step, 1::BIGINT AS n, v AS last, start_nanos AS last_nanos, v AS lowest,"
        + " v AS highest, v AS total FROM (SELECT start_nanos, start_nanos // "
        + (stepNanos
            + " AS step, try_cast(try(json_extract_string(attributes, $4)) AS DOUBLE) AS v FROM :all")
        + (" WHERE " + where + " AND contains(attributes, $3)")
        + (" AND start_nanos >= " + range.fromNanos() + " AND start_nanos < " + range.toNanos())
        + ") WHERE isfinite(v))";
  }

  private static String equal(String column, @Nullable String value, List<Object> values) {
    if (value == null) {
      return "";
    }
    values.add(value);
    return " AND " + column + " = $" + values.size();
  }
}
