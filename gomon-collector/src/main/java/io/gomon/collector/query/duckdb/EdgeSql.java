/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.Presence;
import io.gomon.collector.query.Scope;
import io.gomon.collector.query.ServiceEdge;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Questions about what belongs together: who calls whom, and what happens during a call. */
final class EdgeSql {
  /** So many executions, the newest of the range, are looked into. */
  private static final int MAX_EXECUTIONS = 1_000;

  private EdgeSql() {}

  /** Who calls whom; the session has the hour before the range, too. */
  static List<ServiceEdge> edges(DaySession session, TimeRange range) throws SQLException {
    Cells cells = Cells.of(session, range.fromNanos(), range.toNanos(), 0);
    String sql =
        CellSums.select(
                "caller, service", "(SELECT *, n AS events FROM " + cells.edges(session) + ")")
            + (" ORDER BY events DESC, caller, service LIMIT " + EventQueries.MAX_ROWS);
    return Rows.read(session, sql, List.of(), EdgeSql::readEdge);
  }

  private static ServiceEdge readEdge(ResultSet row) throws SQLException {
    CellSums sums = CellSums.read(row, 3);
    return new ServiceEdge(
        row.getString(1),
        row.getString(2),
        sums.events(),
        sums.errors(),
        sums.totalNanos(),
        sums.maxNanos(),
        // A group has at least one request, so there are percentiles.
        Objects.requireNonNull(sums.percentiles()));
  }

  /**
   * What happens during the executions of an operation.
   *
   * @param toNanos up to where events of the executions are looked for
   */
  static Presence presence(DaySession session, Scope scope, TimeRange range, long toNanos)
      throws SQLException {
    String picked =
        "(SELECT DISTINCT trace_high, trace_low FROM (SELECT trace_high, trace_low FROM :finished"
            + " WHERE service = ? AND start_nanos >= ? AND start_nanos < ? AND "
            + (scope.operation() == null ? ServiceSql.REQUEST : "operation = ?")
            + (" ORDER BY start_nanos DESC LIMIT " + MAX_EXECUTIONS + "))");
    String sql =
        ("WITH picked AS MATERIALIZED " + picked + " SELECT NULL, NULL, NULL, count(*), 0 FROM")
            + " picked UNION ALL (SELECT service, fingerprint, operation,"
            + " count(DISTINCT (e.trace_high, e.trace_low)) AS executions, count(*) AS n"
            + " FROM :all e JOIN picked p"
            + " ON e.trace_low = p.trace_low AND e.trace_high = p.trace_high"
            + " WHERE start_nanos >= ? AND start_nanos < ?"
            + " GROUP BY service, fingerprint, operation"
            + " ORDER BY executions DESC, n DESC, service, fingerprint, operation LIMIT "
            + (EventQueries.MAX_ROWS + ")");
    return readPresence(session, sql, values(scope, range, toNanos));
  }

  private static List<Object> values(Scope scope, TimeRange range, long toNanos) {
    String operation = scope.operation();
    return operation == null
        ? List.of(scope.service(), range.fromNanos(), range.toNanos(), range.fromNanos(), toNanos)
        : List.of(
            scope.service(),
            range.fromNanos(),
            range.toNanos(),
            operation,
            range.fromNanos(),
            toNanos);
  }

  private static Presence readPresence(DaySession session, String sql, List<Object> values)
      throws SQLException {
    List<Presence.Event> rows =
        Rows.read(
            session,
            sql,
            values,
            row ->
                new Presence.Event(
                    Objects.requireNonNullElse(row.getString(1), ""),
                    Objects.requireNonNullElse(row.getString(2), ""),
                    Objects.requireNonNullElse(row.getString(3), ""),
                    row.getLong(4),
                    row.getLong(5)));
    // Only the number of executions has no fingerprint; where it comes is up to the engine.
    long executions =
        rows.stream()
            .filter(row -> row.fingerprint().isEmpty())
            .mapToLong(Presence.Event::executions)
            .sum();
    return new Presence(
        executions, rows.stream().filter(row -> !row.fingerprint().isEmpty()).toList());
  }
}
