/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.TraceCursor;
import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.query.TraceSummary;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Questions about traces: what a list says of each, and one whole trace. */
final class TraceSql {
  private static final int MAX_EVENTS = 10_000;

  /**
   * Of all attributes of one trace: some answers must fit into memory at once, each as events and
   * as JSON.
   */
  private static final long MAX_ATTRIBUTE_CHARS =
      Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 32);

  private static final String SUMMARY_SQL =
      // Which events of the picked traces are there, and which of them have no parent there?
      "WITH ev AS MATERIALIZED (SELECT e.trace_high, e.trace_low, id_low, parent_low, service,"
          + " operation, start_nanos, lapsed_nanos, failed"
          + " FROM :all e JOIN (VALUES :picked) p(trace_high, trace_low)"
          + " ON e.trace_low = p.trace_low AND e.trace_high = p.trace_high"
          + " WHERE start_nanos >= ? AND start_nanos < ?),"
          + " placed AS (SELECT *, EXISTS (SELECT 1 FROM ev parent"
          + " WHERE parent.trace_low = ev.trace_low AND parent.trace_high = ev.trace_high"
          + " AND parent.id_low = ev.parent_low AND parent.id_low <> ev.id_low) AS has_parent"
          + " FROM ev),"
          + " summed AS (SELECT trace_high, trace_low,"
          + " arg_min({s: service, o: operation, t: start_nanos, l: lapsed_nanos},"
          + " {c: has_parent, t: start_nanos}) AS root,"
          + " count(*) AS events, count(*) FILTER (WHERE failed) AS errors,"
          + " list_sort(list(DISTINCT service)) AS services"
          + " FROM placed GROUP BY trace_high, trace_low)"
          + " SELECT trace_high, trace_low, root.s, root.o, root.t, root.l, events, errors,"
          + " services FROM summed";

  private TraceSql() {}

  /**
   * The summaries of traces that were found, in the order of their places.
   *
   * @param fromNanos where events of theirs are looked for, and where they are not any more
   */
  static List<TraceSummary> summaries(
      DaySession session, List<TraceCursor> picked, long fromNanos, long toNanos)
      throws SQLException {
    String ids =
        picked.stream()
            .map(place -> "(" + place.traceHigh() + "::BIGINT, " + place.traceLow() + "::BIGINT)")
            .collect(Collectors.joining(", "));
    String sql = SUMMARY_SQL.replace(":picked", ids);
    List<TraceSummary> found =
        Rows.read(session, sql, List.of(fromNanos, toNanos), TraceSql::readSummary);
    Map<List<Long>, Integer> places = new HashMap<>();
    for (TraceCursor place : picked) {
      places.put(List.of(place.traceHigh(), place.traceLow()), places.size());
    }
    found.sort(
        Comparator.comparingInt(
            trace -> places.getOrDefault(List.of(trace.traceHigh(), trace.traceLow()), 0)));
    return found;
  }

  private static TraceSummary readSummary(ResultSet row) throws SQLException {
    long lapsedNanos = row.getLong(6);
    return new TraceSummary(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        TimeUnit.NANOSECONDS.toMillis(row.getLong(5)),
        lapsedNanos == CollectedEvent.OPEN ? null : lapsedNanos,
        row.getLong(7),
        row.getLong(8),
        readTexts(row.getArray(9)));
  }

  private static List<String> readTexts(Array array) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object text : (Object[]) array.getArray()) {
      texts.add(String.valueOf(text));
    }
    return texts;
  }

  static TraceEvents events(DaySession session, long traceHigh, long traceLow) throws SQLException {
    String sql =
        "SELECT id_high, id_low, parent_high, parent_low, trace_high, trace_low, app_high, app_low,"
            + " service, fingerprint, operation, start_nanos, lapsed_nanos, failed, attributes"
            + " FROM :all WHERE trace_low = ? AND trace_high = ?"
            + (" ORDER BY start_nanos, id_high, id_low LIMIT " + (MAX_EVENTS + 1));
    List<CollectedEvent> events = new ArrayList<>();
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setLong(1, traceLow);
      statement.setLong(2, traceHigh);
      long attributeChars = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          CollectedEvent event = readEvent(row);
          attributeChars += event.attributes().length();
          if (events.size() == MAX_EVENTS || attributeChars > MAX_ATTRIBUTE_CHARS) {
            return new TraceEvents(events, true);
          }
          events.add(event);
        }
      }
    }
    return new TraceEvents(events, false);
  }

  private static CollectedEvent readEvent(ResultSet row) throws SQLException {
    return new CollectedEvent(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        row.getLong(12),
        row.getLong(13),
        row.getBoolean(14),
        row.getString(15));
  }
}
