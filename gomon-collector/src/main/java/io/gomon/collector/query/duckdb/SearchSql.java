/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.TraceCursor;
import io.gomon.collector.query.TraceFilter;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds traces by what their events are. */
final class SearchSql {
  /** What a runtime reports about itself: each such event is a trace of its own, and no request. */
  static final String NOT_TELEMETRY =
      ("fingerprint NOT IN " + ServiceSql.NO_OPERATIONS)
          + " AND NOT starts_with(fingerprint, 'rt-')"
          + " AND NOT starts_with(fingerprint, 'runtime-')";

  /** A search looks at so much of its range first, and then at ever more. */
  private static final long FIRST_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Or at so many events, if that is more: reading them costs as much as a further statement. */
  private static final long FIRST_WINDOW_ROWS = 1 << 17;

  private static final long WINDOW_GROWTH = 8;

  private final StringBuilder conditions = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private SearchSql() {}

  /**
   * The first traces behind the filter's cursor, one more than it wants if there are so many.
   * Windows grow back from the end of the range until one holds enough: what was asked for is
   * mostly what happened last.
   *
   * @param applications whose events have the attribute that is looked for, whatever they say
   */
  static List<TraceCursor> pick(DaySession session, TraceFilter filter, List<AppId> applications)
      throws SQLException {
    long fromNanos = filter.range().fromNanos();
    long toNanos = filter.range().toNanos();
    int wanted = filter.limit() + 1;
    long endNanos =
        filter.after() == null ? toNanos : Math.min(toNanos, filter.after().startNanos());
    long windowNanos = FIRST_WINDOW_NANOS;
    long windowRows = FIRST_WINDOW_ROWS;
    while (true) {
      long begin = Math.min(endNanos - windowNanos, session.startOfNewest(windowRows, endNanos));
      long windowFrom = Math.max(fromNanos, begin);
      List<TraceCursor> picked = pick(session, filter, applications, windowFrom);
      if (picked.size() == wanted || windowFrom == fromNanos) {
        return picked;
      }
      boolean endless = windowNanos > Long.MAX_VALUE / WINDOW_GROWTH;
      windowNanos = endless ? Long.MAX_VALUE : windowNanos * WINDOW_GROWTH;
      windowRows = endless ? Long.MAX_VALUE : windowRows * WINDOW_GROWTH;
    }
  }

  /**
   * The same of one window.
   *
   * @param fromNanos where the window begins: it ends with the filter's range, so that a trace is
   *     found at its newest event, whatever window finds it
   */
  private static List<TraceCursor> pick(
      DaySession session, TraceFilter filter, List<AppId> applications, long fromNanos)
      throws SQLException {
    session.askFrom(fromNanos);
    SearchSql sql = new SearchSql();
    sql.where("start_nanos >= ? AND start_nanos < ?", fromNanos, filter.range().toNanos());
    sql.whereFilter(filter, applications);
    String behind = sql.behind(filter.after());
    return Rows.read(
        session,
        "SELECT newest, trace_high, trace_low FROM (SELECT trace_high, trace_low,"
            + (" max(start_nanos) AS newest FROM :all WHERE " + sql.conditions)
            + (" AND " + NOT_TELEMETRY + " GROUP BY trace_high, trace_low)" + behind)
            + " ORDER BY newest DESC, trace_high DESC, trace_low DESC LIMIT "
            + (filter.limit() + 1),
        sql.values,
        row -> new TraceCursor(row.getLong(1), row.getLong(2), row.getLong(3)));
  }

  private void whereFilter(TraceFilter filter, List<AppId> applications) {
    if (filter.elapsed() != null) {
      where(
          "lapsed_nanos >= ? AND lapsed_nanos <= ?",
          filter.elapsed().minNanos(),
          filter.elapsed().maxNanos());
    }
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
      String own = attributeCondition(filter.attribute(), values);
      if (applications.isEmpty()) {
        where(own);
      } else {
        where(
            "(" + own + " OR " + ApplicationSql.ONE_OF + ")", ApplicationSql.packed(applications));
      }
    }
    if (filter.text() != null) {
      where(
          "(contains(lower(operation), lower(?)) OR contains(lower(attributes), lower(?)))",
          filter.text(),
          JsonColumn.written(filter.text()));
    }
  }

  /** That an event's own attribute has the value. Its question marks are added to the values. */
  static String attributeCondition(TraceFilter.Attribute attribute, List<Object> values) {
    String value = attribute.value();
    String contained = "";
    if (canOnlyBeText(value)) {
      values.add(JsonColumn.written(value));
      contained = "contains(attributes, ?) AND "; // saves most texts from being parsed
    }
    values.add(JsonColumn.written(attribute.key()));
    values.add(JsonColumn.pointer(attribute.key()));
    values.add(value);
    return "(" + contained + JsonColumn.VALUE + " = ?)";
  }

  /**
   * A number may be written in another way than it is asked for, such as 1.50, and so may lists.
   */
  private static boolean canOnlyBeText(String value) {
    boolean likeNumber = value.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
    return !likeNumber && !value.startsWith("{") && !value.startsWith("[");
  }

  private String behind(@Nullable TraceCursor after) {
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
