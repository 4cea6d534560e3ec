/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.TraceCursor;
import io.gomon.collector.query.TraceFilter;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds traces by what their events are. */
final class SearchSql {
  /** What a runtime reports about itself: each such event is a trace of its own, and no request. */
  static final String NOT_TELEMETRY =
      "fingerprint NOT IN ('application', 'gomon-loss', 'sql-profile', 'log', 'metric')"
          + " AND NOT starts_with(fingerprint, 'rt-')"
          + " AND NOT starts_with(fingerprint, 'runtime-')";

  private final StringBuilder conditions = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private SearchSql() {}

  /**
   * The first traces behind the filter's cursor that have a matching event in a window.
   *
   * @param fromNanos where the window begins: it ends with the filter's range, so that a trace is
   *     found at its newest event, whatever window finds it
   */
  static List<TraceCursor> pick(DaySession session, TraceFilter filter, long fromNanos, int limit)
      throws SQLException {
    SearchSql sql = new SearchSql();
    sql.where("start_nanos >= ? AND start_nanos < ?", fromNanos, filter.range().toNanos());
    sql.whereFilter(filter);
    String having = sql.having(filter.after());
    return Rows.read(
        session,
        "SELECT newest, trace_high, trace_low FROM (SELECT trace_high, trace_low,"
            + (" max(start_nanos) AS newest FROM :all WHERE " + sql.conditions)
            + (" AND " + NOT_TELEMETRY + " GROUP BY trace_high, trace_low)" + having)
            + " ORDER BY newest DESC, trace_high DESC, trace_low DESC LIMIT "
            + limit,
        sql.values,
        row -> new TraceCursor(row.getLong(1), row.getLong(2), row.getLong(3)));
  }

  private void whereFilter(TraceFilter filter) {
    whereElapsed(filter.elapsed());
    if (filter.service() != null) {
      where("service = ?", filter.service());
    }
    if (filter.operation() != null) {
      where("operation = ?", filter.operation());
    }
    if (filter.status() != null) {
      where(filter.status() == TraceFilter.Status.ERROR ? "failed" : "NOT failed");
    }
    if (filter.attribute() != null) {
      whereAttribute(filter.attribute());
    }
    if (filter.text() != null) {
      where(
          "(contains(lower(operation), lower(?)) OR contains(lower(attributes), lower(?)))",
          filter.text(),
          JsonColumn.written(filter.text()));
    }
  }

  private void whereElapsed(TraceFilter.Elapsed elapsed) {
    if (!elapsed.equals(TraceFilter.Elapsed.ANY)) {
      where("lapsed_nanos >= ? AND lapsed_nanos <= ?", elapsed.minNanos(), elapsed.maxNanos());
    } else {
      where("lapsed_nanos >= ?", CollectedEvent.OPEN);
    }
  }

  private void whereAttribute(TraceFilter.Attribute attribute) {
    String value = attribute.value();
    if (isWrittenAsItIs(value)) {
      where("contains(attributes, ?)", value); // saves most texts from being parsed
    }
    where(
        JsonColumn.VALUE + " = ?",
        JsonColumn.written(attribute.key()),
        JsonColumn.pointer(attribute.key()),
        value);
  }

  /** A number may be written in another way than it is asked for, such as 1.50; so may escapes. */
  private static boolean isWrittenAsItIs(String value) {
    return value.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-')
        && value.chars().anyMatch(Character::isLetter);
  }

  private String having(@Nullable TraceCursor after) {
    if (after == null) {
      return "";
    }
    values.add(after.startNanos());
    values.add(after.traceHigh());
    values.add(after.traceLow());
    return " WHERE (newest, trace_high, trace_low) < (?, ?, ?)";
  }

  private void where(String condition, Object... itsValues) {
    conditions.append(conditions.isEmpty() ? "" : " AND ").append(condition);
    values.addAll(List.of(itsValues));
  }
}
