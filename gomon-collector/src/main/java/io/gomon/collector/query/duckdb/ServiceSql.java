/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.SeriesPoint;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.StatementSummary;
import io.gomon.collector.query.TimeRange;
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
  private static final String IN_RANGE = "start_nanos >= ? AND start_nanos < ?";

  /** A hostile elapsed time must neither overflow a sum nor fail the whole answer. */
  private static final String TOTAL_NANOS = "least(sum(total_nanos), 9223372036854775807)::BIGINT";

  private ServiceSql() {}

  static List<ServiceSummary> services(DaySession session, Quantiles quantiles, TimeRange range)
      throws SQLException {
    String finishedRequest = REQUEST + " AND lapsed_nanos >= 0";
    String sql =
        "SELECT service, requests, errors, q[1], q[2], q[3], last_nanos FROM (SELECT service,"
            + (" count(*) FILTER (WHERE " + finishedRequest + ") AS requests,")
            + (" count(*) FILTER (WHERE failed AND " + finishedRequest + ") AS errors, ")
            + (quantiles.p50p95p99() + " FILTER (WHERE " + finishedRequest + ") AS q,")
            + " max(start_nanos + least(greatest(lapsed_nanos, 0), 1000000000000000000))"
            + (" AS last_nanos FROM :all WHERE " + IN_RANGE + " GROUP BY service)")
            + " ORDER BY service";
    List<Object> values = List.of(range.fromNanos(), range.toNanos());
    return Rows.read(session, sql, values, row -> readService(row, range));
  }

  private static ServiceSummary readService(ResultSet row, TimeRange range) throws SQLException {
    long requests = row.getLong(2);
    return new ServiceSummary(
        row.getString(1),
        requests,
        row.getLong(3),
        requests * 1000.0 / range.millis(),
        Quantiles.read(row, 4),
        TimeUnit.NANOSECONDS.toMillis(row.getLong(7)));
  }

  static List<SeriesPoint> series(
      DaySession session, Quantiles quantiles, String service, TimeRange range, long stepMillis)
      throws SQLException {
    String sql =
        "SELECT step, requests, errors, q[1], q[2], q[3] FROM (SELECT start_nanos // ? AS step,"
            + " count(*) AS requests, count(*) FILTER (WHERE failed) AS errors, "
            + (quantiles.p50p95p99() + " AS q FROM :finished")
            + (" WHERE service = ? AND " + REQUEST + " AND " + IN_RANGE + " GROUP BY step)");
    long stepNanos = TimeUnit.MILLISECONDS.toNanos(stepMillis);
    List<Object> values = List.of(stepNanos, service, range.fromNanos(), range.toNanos());
    Map<Long, SeriesPoint> points = new HashMap<>();
    for (SeriesPoint point : Rows.read(session, sql, values, row -> readPoint(row, stepMillis))) {
      points.put(point.timeMillis(), point);
    }
    return withEmptySteps(points, range, stepMillis);
  }

  private static SeriesPoint readPoint(ResultSet row, long stepMillis) throws SQLException {
    return new SeriesPoint(
        row.getLong(1) * stepMillis, row.getLong(2), row.getLong(3), Quantiles.read(row, 4));
  }

  private static List<SeriesPoint> withEmptySteps(
      Map<Long, SeriesPoint> points, TimeRange range, long stepMillis) {
    List<SeriesPoint> all = new ArrayList<>();
    long firstMillis = range.fromMillis() - range.fromMillis() % stepMillis;
    for (long timeMillis = firstMillis; timeMillis < range.toMillis(); timeMillis += stepMillis) {
      SeriesPoint point = points.get(timeMillis);
      all.add(point != null ? point : new SeriesPoint(timeMillis, 0, 0, null));
    }
    return all;
  }

  static List<OperationSummary> operations(
      DaySession session, Quantiles quantiles, String service, TimeRange range)
      throws SQLException {
    String sql =
        "SELECT operation, fingerprint, events, errors, total, q[1], q[2], q[3], longest"
            + (" FROM (SELECT operation, fingerprint, " + Folded.EVENTS + " AS events, ")
            + (Folded.ERRORS + " AS errors, " + TOTAL_NANOS + " AS total, ")
            + (quantiles.p50p95p99() + " AS q, max(longest_nanos) AS longest")
            + (" FROM " + Folded.COUNTED + " WHERE service = ? AND " + IN_RANGE)
            + " AND fingerprint NOT IN ('log', 'metric') GROUP BY operation, fingerprint)"
            + (" ORDER BY total DESC, operation, fingerprint LIMIT " + EventQueries.MAX_ROWS);
    List<Object> values = List.of(service, range.fromNanos(), range.toNanos());
    return Rows.read(session, sql, values, ServiceSql::readOperation);
  }

  private static OperationSummary readOperation(ResultSet row) throws SQLException {
    return new OperationSummary(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        // A group has at least one event, so there are percentiles.
        Objects.requireNonNull(Quantiles.read(row, 6)),
        row.getLong(9));
  }

  static List<StatementSummary> statements(
      DaySession session, Quantiles quantiles, @Nullable String service, TimeRange range, int limit)
      throws SQLException {
    // An event whose operation is its fingerprint carries no query; conn-prepare executes nothing.
    String sql =
        ("SELECT operation, service, " + Folded.EVENTS + ", " + Folded.ERRORS + ", ")
            + (TOTAL_NANOS + " AS total, " + quantiles.p95() + ", max(longest_nanos)")
            + (" FROM " + Folded.COUNTED)
            + " WHERE starts_with(fingerprint, 'sql-') AND operation <> fingerprint"
            + (" AND " + IN_RANGE + (service == null ? "" : " AND service = ?"))
            + (" GROUP BY operation, service ORDER BY total DESC, operation, service LIMIT "
                + limit);
    List<Object> values = new ArrayList<>(List.of(range.fromNanos(), range.toNanos()));
    if (service != null) {
      values.add(service);
    }
    return Rows.read(session, sql, values, ServiceSql::readStatement);
  }

  private static StatementSummary readStatement(ResultSet row) throws SQLException {
    return new StatementSummary(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }
}
