/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.Presence;
import io.gomon.collector.query.Scope;
import io.gomon.collector.query.ServiceEdge;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Questions about what belongs together: who calls whom, and what happens during a call. */
final class EdgeSql {
  /** So many executions, the newest of the range, are looked into. */
  private static final int MAX_EXECUTIONS = 1_000;

  private EdgeSql() {}

  /**
   * Who calls whom.
   *
   * @param parentsFromNanos from where on callers are looked for: a call begins before its request
   */
  static List<ServiceEdge> edges(
      DaySession session, Quantiles quantiles, TimeRange range, long parentsFromNanos)
      throws SQLException {
    String sql =
        "WITH request AS MATERIALIZED (SELECT trace_high, trace_low, id_low, parent_low, service,"
            + (" lapsed_nanos, failed FROM :finished WHERE (" + ServiceSql.REQUEST)
            + " OR fingerprint = 'otel-consumer') AND start_nanos >= ? AND start_nanos < ?),"
            // A request may be asked for twice under one id (a foreign client's retry): one caller.
            + " caller AS (SELECT r.trace_low, r.trace_high, r.parent_low, min(p.service) AS name"
            + " FROM (SELECT DISTINCT trace_low, trace_high, parent_low FROM request) r"
            + " JOIN :all p ON p.id_low = r.parent_low AND p.trace_low = r.trace_low"
            + " AND p.trace_high = r.trace_high"
            + " WHERE p.start_nanos >= ? AND p.start_nanos < ? AND p.fingerprint <> 'application'"
            + " GROUP BY ALL)"
            + " SELECT name, service, n, errors, total, longest, q[1], q[2], q[3] FROM ("
            + "SELECT name, service, count(*) AS n, count(*) FILTER (WHERE failed) AS errors,"
            + " least(sum(lapsed_nanos), 9223372036854775807)::BIGINT AS total,"
            + (" max(lapsed_nanos) AS longest, " + quantiles.p50p95p99() + " AS q")
            + " FROM request LEFT JOIN caller USING (trace_low, trace_high, parent_low)"
            + " GROUP BY name, service) ORDER BY n DESC, name, service LIMIT "
            + EventQueries.MAX_ROWS;
    List<Object> values =
        List.of(range.fromNanos(), range.toNanos(), parentsFromNanos, range.toNanos());
    return Rows.read(
        session,
        sql,
        values,
        row ->
            new ServiceEdge(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                // A group has at least one request, so there are percentiles.
                Objects.requireNonNull(Quantiles.read(row, 7))));
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
