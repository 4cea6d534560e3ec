/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.EventColumns;
import io.gomon.collector.store.duckdb.EventRows;
import java.sql.PreparedStatement;
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
    String sql =
        ("SELECT * FROM :packed WHERE trace_low = (" + traceLow + ")::BIGINT")
            + (" AND trace_high = (" + traceHigh + ")::BIGINT")
            + (" ORDER BY start_nanos LIMIT " + (MAX_EVENTS + 1));
    EventRows events = new EventRows();
    long mixed = DaySession.mixedTrace(traceHigh, traceLow);
    try (PreparedStatement statement = session.prepareForTraces(sql, mixed);
        ResultSet row = statement.executeQuery()) {
      long attributeChars = 0;
      while (row.next()) {
        CollectedEvent event = events.addPacked(row);
        attributeChars += event.attributes().length();
        if (events.size() > MAX_EVENTS || attributeChars > MAX_ATTRIBUTE_CHARS) {
          List<CollectedEvent> all = events.events();
          return whole(session, all.subList(0, all.size() - 1), true);
        }
      }
    }
    return whole(session, events.events(), false);
  }

  private static TraceEvents whole(
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
