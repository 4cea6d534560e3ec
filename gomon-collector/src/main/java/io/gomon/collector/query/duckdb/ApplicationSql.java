/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.TraceFilter;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.EventColumns;
import io.gomon.collector.store.duckdb.EventRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Questions about what processes say of themselves. Their events are few, and their fingerprint is
 * the first by its letters, so the engine passes over nearly all blocks of a file.
 */
final class ApplicationSql {
  private static final String BETWEEN = ";";

  /** More are not looked for: their events are looked for by all their ids. */
  private static final int MAX_APPLICATIONS = 1_000;

  /** The condition that an event is of one of those that {@link #packed} makes a parameter of. */
  static final String ONE_OF =
      EventColumns.APP + " IN (SELECT unnest(string_split(?, '" + BETWEEN + "')))";

  private ApplicationSql() {}

  /** Those that say so of themselves, of too many the ones that said so last. */
  static List<AppId> withAttribute(DaySession session, TraceFilter.Attribute attribute)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    return Rows.read(
        session,
        "SELECT app_high, app_low FROM :all WHERE fingerprint = 'application' AND "
            + SearchSql.attributeCondition(attribute, values)
            + " GROUP BY app_high, app_low ORDER BY max(start_nanos) DESC, app_high, app_low"
            + (" LIMIT " + MAX_APPLICATIONS),
        values,
        row -> new AppId(row.getLong(1), row.getLong(2)));
  }

  /**
   * The newest event of each, which is the root of a trace with its own id; none of those that are
   * not stored, or beyond a size together.
   *
   * @param maxChars of all their attributes
   */
  static List<CollectedEvent> events(DaySession session, Collection<AppId> ids, long maxChars)
      throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    String sql =
        TraceSql.SELECT
            + (" WHERE fingerprint = 'application' AND " + oneOf("(trace_high, trace_low)", ids))
            + " AND id_low = trace_low AND id_high = trace_high"
            + " QUALIFY row_number() OVER (PARTITION BY id_high, id_low"
            + " ORDER BY start_nanos DESC, lapsed_nanos DESC) = 1 ORDER BY service, start_nanos";
    EventRows events = new EventRows();
    long[] traces =
        ids.stream().mapToLong(id -> DaySession.mixedTrace(id.high(), id.low())).toArray();
    try (ResultSet row = session.queryTraces(sql, traces)) {
      long chars = 0;
      while (chars <= maxChars && row.next()) {
        chars += events.add(row).attributes().length();
      }
      List<CollectedEvent> all = events.events();
      return chars <= maxChars ? all : all.subList(0, all.size() - 1);
    }
  }

  /** See {@link #ONE_OF}. */
  static String packed(Collection<AppId> ids) {
    return ids.stream().map(id -> id.high() + "," + id.low()).collect(Collectors.joining(BETWEEN));
  }

  /**
   * Two halves of an id. The inner brackets keep the sign of the smallest number together with it.
   */
  static String pair(long high, long low) {
    return "((" + high + ")::BIGINT, (" + low + ")::BIGINT)";
  }

  /** The condition that two columns are one of them; there is at least one. */
  static String oneOf(String columns, Collection<AppId> ids) {
    return ids.stream()
        .map(id -> pair(id.high(), id.low()))
        .collect(Collectors.joining(", ", columns + " IN (", ")"));
  }
}
