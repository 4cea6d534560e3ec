/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.SeriesPoint;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.StatementSummary;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Questions that count and sum events by service, time or operation. */
final class ServiceSql {
  static final String REQUEST = "fingerprint IN ('http-servlet', 'otel-server')";

  /** What a process says about itself and its events, which is no operation of it. */
  static final String NO_OPERATIONS =
      "('application', 'gomon-loss', 'sql-profile', 'log', 'metric')";

  private ServiceSql() {}

  static List<ServiceSummary> services(DaySession session, TimeRange range) throws SQLException {
    Cells cells = Cells.of(session, range.fromNanos(), range.toNanos(), 0);
    Map<String, CellSums> requests = new HashMap<>();
    Rows.forEach(
        session,
        CellSums.select("service", cells.finished() + " WHERE " + REQUEST),
        List.of(),
        row -> requests.put(row.getString(1), CellSums.read(row, 2)));
    return Rows.read(
        session,
        "SELECT service, max(longest) FROM " + cells.seen() + " GROUP BY service ORDER BY service",
        List.of(),
        row ->
            service(
                row.getString(1),
                requests.getOrDefault(row.getString(1), CellSums.NONE),
                range,
                TimeUnit.NANOSECONDS.toMillis(row.getLong(2))));
  }

  private static ServiceSummary service(
      String name, CellSums requests, TimeRange range, long lastSeenMillis) {
    return new ServiceSummary(
        name,
        requests.events(),
        requests.errors(),
        requests.events() * 1000.0 / range.millis(),
        requests.percentiles(),
        lastSeenMillis);
  }

  static List<SeriesPoint> series(
      DaySession session, String service, TimeRange range, long stepMillis) throws SQLException {
    String requests = cells(session, range, stepMillis) + " WHERE service = ? AND " + REQUEST;
    Map<Long, SeriesPoint> points = new HashMap<>();
    Rows.forEach(
        session,
        CellSums.select("step", requests),
        List.of(service),
        row -> {
          SeriesPoint point = point(row.getLong(1) * stepMillis, CellSums.read(row, 2));
          points.put(point.timeMillis(), point);
        });
    return withEmptySteps(points, range, stepMillis);
  }

  private static SeriesPoint point(long timeMillis, CellSums requests) {
    return new SeriesPoint(
        timeMillis, requests.events(), requests.errors(), requests.percentiles());
  }

  private static List<SeriesPoint> withEmptySteps(
      Map<Long, SeriesPoint> points, TimeRange range, long stepMillis) {
    List<SeriesPoint> all = new ArrayList<>();
    long firstMillis = range.fromMillis() - range.fromMillis() % stepMillis;
    for (long timeMillis = firstMillis; timeMillis < range.toMillis(); timeMillis += stepMillis) {
      SeriesPoint point = points.get(timeMillis);
      all.add(point != null ? point : point(timeMillis, CellSums.NONE));
    }
    return all;
  }

  static List<OperationSummary> operations(DaySession session, String service, TimeRange range)
      throws SQLException {
    String wanted = " WHERE service = ? AND fingerprint NOT IN " + NO_OPERATIONS;
    String sql =
        CellSums.select("operation, fingerprint", cells(session, range, 0) + wanted)
            + (" ORDER BY total DESC, operation, fingerprint LIMIT " + EventQueries.MAX_ROWS);
    return Rows.read(session, sql, List.of(service), ServiceSql::readOperation);
  }

  private static OperationSummary readOperation(ResultSet row) throws SQLException {
    CellSums sums = CellSums.read(row, 3);
    return new OperationSummary(
        row.getString(1),
        row.getString(2),
        sums.events(),
        sums.errors(),
        sums.totalNanos(),
        // A group has at least one event, so there are percentiles.
        Objects.requireNonNull(sums.percentiles()),
        sums.maxNanos());
  }

  static List<StatementSummary> statements(
      DaySession session, @Nullable String service, TimeRange range, int limit)
      throws SQLException {
    // An event whose operation is its fingerprint carries no query; conn-prepare executes nothing.
    String wanted =
        " WHERE starts_with(fingerprint, 'sql-') AND operation <> fingerprint"
            + (service == null ? "" : " AND service = ?");
    String sql =
        CellSums.select("operation, service", cells(session, range, 0) + wanted)
            + (" ORDER BY total DESC, operation, service LIMIT " + limit);
    List<String> values = service == null ? List.of() : List.of(service);
    return Rows.read(session, sql, values, ServiceSql::readStatement);
  }

  private static StatementSummary readStatement(ResultSet row) throws SQLException {
    CellSums sums = CellSums.read(row, 3);
    return new StatementSummary(
        row.getString(1),
        row.getString(2),
        sums.events(),
        sums.errors(),
        sums.totalNanos(),
        Objects.requireNonNull(sums.percentiles()).p95Nanos(),
        sums.maxNanos());
  }

  private static String cells(DaySession session, TimeRange range, long stepMillis)
      throws SQLException {
    long stepNanos = TimeUnit.MILLISECONDS.toNanos(stepMillis);
    return Cells.of(session, range.fromNanos(), range.toNanos(), stepNanos).finished();
  }
}
