/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.EventColumns;
import io.gomon.collector.store.duckdb.EventRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One whole trace. */
final class TraceSql {
  private static final int MAX_EVENTS = 10_000;
  private static final int MAX_APPLICATIONS = 100;

  /**
   * Of all attributes of one trace: some answers must fit into memory at once, each as events and
   * as JSON.
   */
  private static final long MAX_ATTRIBUTE_CHARS =
      Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 32);

  /** Whole events, for {@link EventRows}. */
  static final String SELECT = "SELECT " + EventColumns.ALL + " FROM :all";

  private static final Comparator<CollectedEvent> BY_START =
      Comparator.comparingLong(CollectedEvent::startNanos)
          .thenComparingLong(CollectedEvent::idHigh)
          .thenComparingLong(CollectedEvent::idLow);

  private TraceSql() {}

  static TraceEvents events(DaySession session, long traceHigh, long traceLow) throws SQLException {
    EventRows found = new EventRows();
    boolean whole = read(session, traceHigh, traceLow, "", found);
    if (!whole) {
      // To have them by start takes the engine as long as all the rest, so only who must asks for
      // it.
      found = new EventRows();
      whole = read(session, traceHigh, traceLow, " ORDER BY start_nanos", found);
    }
    List<CollectedEvent> events = found.events();
    return answer(session, whole ? events : events.subList(0, events.size() - 1), !whole);
  }

  /** Reads until there is no room for one more, which is the last one then: false. */
  private static boolean read(
      DaySession session, long traceHigh, long traceLow, String order, EventRows events)
      throws SQLException {
    String sql =
        ("SELECT * FROM :packed WHERE trace_low = (" + traceLow + ")::BIGINT")
            + (" AND trace_high = (" + traceHigh + ")::BIGINT")
            + (order + " LIMIT " + (MAX_EVENTS + 1));
    try (ResultSet row = session.queryTraces(sql, DaySession.mixedTrace(traceHigh, traceLow))) {
      long attributeChars = 0;
      while (row.next()) {
        attributeChars += events.addPacked(row).attributes().length();
        if (events.size() > MAX_EVENTS || attributeChars > MAX_ATTRIBUTE_CHARS) {
          return false;
        }
      }
    }
    return true;
  }

  private static TraceEvents answer(
      DaySession session, List<CollectedEvent> found, boolean truncated) throws SQLException {
    List<CollectedEvent> events = new ArrayList<>(found);
    events.sort(BY_START);
    Set<AppId> applications = new LinkedHashSet<>();
    for (CollectedEvent event : events) {
      boolean known = (event.appIdHigh() | event.appIdLow()) != 0;
      if (known && applications.size() < MAX_APPLICATIONS) {
        applications.add(new AppId(event.appIdHigh(), event.appIdLow()));
      }
    }
    return new TraceEvents(
        events, ApplicationSql.events(session, applications, MAX_ATTRIBUTE_CHARS / 8), truncated);
  }
}
