/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.Percentiles;
import io.gomon.collector.query.SeriesPoint;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.StatementSummary;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.PreparedStatement;
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
  private static final String REQUEST = "fingerprint IN ('http-servlet', 'otel-server')";
  private static final String IN_RANGE = "start_nanos >= ? AND start_nanos < ?";

  /** A hostile elapsed time must neither overflow a sum nor fail the whole answer. */
  private static final String TOTAL_NANOS = "least(sum(lapsed_nanos), 9223372036854775807)::BIGINT";

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
    List<ServiceSummary> services = new ArrayList<>();
    try (PreparedStatement statement = session.prepare(sql)) {
      bindRange(statement, 1, range);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long requests = row.getLong(2);
          services.add(
              new ServiceSummary(
                  row.getString(1),
                  requests,
                  row.getLong(3),
                  requests * 1000.0 / range.millis(),
                  Quantiles.read(row, 4),
                  TimeUnit.NANOSECONDS.toMillis(row.getLong(7))));
        }
      }
    }
    return services;
  }

  static List<SeriesPoint> series(
      DaySession session, Quantiles quantiles, String service, TimeRange range, long stepMillis)
      throws SQLException {
    String sql =
        "SELECT step, requests, errors, q[1], q[2], q[3] FROM (SELECT start_nanos // ? AS step,"
            + " count(*) AS requests, count(*) FILTER (WHERE failed) AS errors, "
            + (quantiles.p50p95p99() + " AS q FROM :finished")
            + (" WHERE service = ? AND " + REQUEST + " AND " + IN_RANGE + " GROUP BY step)");
    Map<Long, SeriesPoint> points = new HashMap<>();
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setLong(1, TimeUnit.MILLISECONDS.toNanos(stepMillis));
      statement.setString(2, service);
      bindRange(statement, 3, range);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long step = row.getLong(1);
          points.put(
              step,
              new SeriesPoint(
                  step * stepMillis, row.getLong(2), row.getLong(3), Quantiles.read(row, 4)));
        }
      }
    }
    return withEmptySteps(points, range, stepMillis);
  }

  private static List<SeriesPoint> withEmptySteps(
      Map<Long, SeriesPoint> points, TimeRange range, long stepMillis) {
    List<SeriesPoint> all = new ArrayList<>();
    for (long step = range.fromMillis() / stepMillis;
        step * stepMillis < range.toMillis();
        step++) {
      SeriesPoint point = points.get(step);
      all.add(point != null ? point : new SeriesPoint(step * stepMillis, 0, 0, null));
    }
    return all;
  }

  static List<OperationSummary> operations(
      DaySession session, Quantiles quantiles, String service, TimeRange range)
      throws SQLException {
    String sql =
        "SELECT operation, fingerprint, events, errors, total, q[1], q[2], q[3], longest"
            + " FROM (SELECT operation, fingerprint, count(*) AS events,"
            + (" count(*) FILTER (WHERE failed) AS errors, " + TOTAL_NANOS + " AS total, ")
            + (quantiles.p50p95p99() + " AS q, max(lapsed_nanos) AS longest")
            + (" FROM :finished WHERE service = ? AND " + IN_RANGE)
            + " GROUP BY operation, fingerprint)"
            + (" ORDER BY total DESC, operation, fingerprint LIMIT " + EventQueries.MAX_ROWS);
    List<OperationSummary> operations = new ArrayList<>();
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setString(1, service);
      bindRange(statement, 2, range);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Percentiles percentiles = Objects.requireNonNull(Quantiles.read(row, 6));
          operations.add(
              new OperationSummary(
                  row.getString(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  percentiles,
                  row.getLong(9)));
        }
      }
    }
    return operations;
  }

  static List<StatementSummary> statements(
      DaySession session, Quantiles quantiles, @Nullable String service, TimeRange range, int limit)
      throws SQLException {
    // An event whose operation is its fingerprint carries no query; conn-prepare executes nothing.
    String sql =
        "SELECT operation, service, count(*), count(*) FILTER (WHERE failed), "
            + (TOTAL_NANOS + " AS total, " + quantiles.p95() + ", max(lapsed_nanos)")
            + " FROM :finished WHERE starts_with(fingerprint, 'sql-') AND operation <> fingerprint"
            + (" AND " + IN_RANGE + (service == null ? "" : " AND service = ?"))
            + (" GROUP BY operation, service ORDER BY total DESC, operation, service LIMIT "
                + limit);
    List<StatementSummary> statements = new ArrayList<>();
    try (PreparedStatement statement = session.prepare(sql)) {
      bindRange(statement, 1, range);
      if (service != null) {
        statement.setString(3, service);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          statements.add(
              new StatementSummary(
                  row.getString(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6),
                  row.getLong(7)));
        }
      }
    }
    return statements;
  }

  static void bindRange(PreparedStatement statement, int first, TimeRange range)
      throws SQLException {
    statement.setLong(first, range.fromNanos());
    statement.setLong(first + 1, range.toNanos());
  }
}
