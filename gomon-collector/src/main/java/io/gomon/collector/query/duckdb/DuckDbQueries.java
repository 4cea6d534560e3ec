/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.ErrorGroup;
import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.HeatCell;
import io.gomon.collector.query.Latencies;
import io.gomon.collector.query.MemoryInstance;
import io.gomon.collector.query.MemoryPoint;
import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.NumberPoint;
import io.gomon.collector.query.OperationSummary;
import io.gomon.collector.query.Presence;
import io.gomon.collector.query.QueryContext;
import io.gomon.collector.query.QueryException;
import io.gomon.collector.query.Scope;
import io.gomon.collector.query.SeriesPoint;
import io.gomon.collector.query.ServiceEdge;
import io.gomon.collector.query.ServiceSummary;
import io.gomon.collector.query.StatementSummary;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.TraceCursor;
import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.query.TraceFilter;
import io.gomon.collector.query.TracePage;
import io.gomon.collector.query.TraceSummary;
import io.gomon.collector.store.duckdb.DayReading;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from the cells and the events of a {@link DuckDbEventStore}. Percentiles come
 * from the buckets of {@link io.gomon.collector.rollup.Buckets}. Thread-safe.
 */
public final class DuckDbQueries implements EventQueries {
  /** An hour around the range, in which events of a trace that was found in it are counted. */
  private static final long TRACE_MARGIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final DuckDbEventStore store;
  private final QueryLimits limits;

  /** Null: each question has its own, and nobody cancels it. */
  private final @Nullable QueryContext context;

  private DuckDbQueries(
      DuckDbEventStore store, QueryLimits limits, @Nullable QueryContext context) {
    this.store = store;
    this.limits = limits;
    this.context = context;
  }

  public static DuckDbQueries create(DuckDbEventStore store, QueryLimits limits) {
    return new DuckDbQueries(store, limits, null);
  }

  @Override
  public EventQueries in(QueryContext newContext) {
    return new DuckDbQueries(store, limits, newContext);
  }

  @Override
  public List<ServiceSummary> services(TimeRange range) throws QueryException {
    return ask(range, session -> ServiceSql.services(session, range));
  }

  @Override
  public List<SeriesPoint> series(String service, TimeRange range, long stepMillis)
      throws QueryException {
    return ask(range, session -> ServiceSql.series(session, service, range, stepMillis));
  }

  @Override
  public List<OperationSummary> operations(String service, TimeRange range) throws QueryException {
    return ask(range, session -> ServiceSql.operations(session, service, range));
  }

  @Override
  public TracePage traces(TraceFilter filter) throws QueryException {
    List<TraceCursor> picked = pick(filter);
    boolean more = picked.size() > filter.limit();
    List<TraceCursor> page = more ? picked.subList(0, filter.limit()) : picked;
    if (page.isEmpty()) {
      return new TracePage(List.of(), null);
    }
    long oldestNanos = Math.max(filter.range().fromNanos(), page.get(page.size() - 1).startNanos());
    long newestNanos = Math.min(filter.range().toNanos(), page.get(0).startNanos());
    long fromNanos = before(oldestNanos);
    long toNanos = behind(newestNanos);
    List<TraceSummary> traces =
        ask(fromNanos, toNanos, session -> TraceSummaries.of(session, page, fromNanos, toNanos));
    return new TracePage(traces, more ? page.get(page.size() - 1) : null);
  }

  /** One more than the filter wants, if there are so many. */
  private List<TraceCursor> pick(TraceFilter filter) throws QueryException {
    // What a process says of itself lies where it began, or on another day of its.
    TraceFilter.Attribute attribute = filter.attribute();
    List<AppId> applications =
        attribute == null
            ? List.of()
            : ask(
                0,
                filter.range().toNanos(),
                session -> ApplicationSql.withAttribute(session, attribute));
    return ask(filter.range(), session -> SearchSql.pick(session, filter, applications));
  }

  @Override
  public @Nullable TraceEvents trace(long traceHigh, long traceLow) throws QueryException {
    TraceEvents found =
        ask(0, Long.MAX_VALUE, session -> TraceSql.events(session, traceHigh, traceLow));
    return found.events().isEmpty() ? null : found;
  }

  @Override
  public List<StatementSummary> statements(@Nullable String service, TimeRange range, int limit)
      throws QueryException {
    return ask(range, session -> ServiceSql.statements(session, service, range, limit));
  }

  @Override
  public List<MemoryInstance> memory(String service, TimeRange range) throws QueryException {
    Map<AppId, List<MemoryPoint>> points =
        ask(range, session -> MemorySql.points(session, service, range));
    // The application event of a run lies where the run began, perhaps days before the range.
    return points.isEmpty()
        ? List.of()
        : ask(0, range.toNanos(), session -> MemorySql.instances(session, points));
  }

  @Override
  public List<HeatCell> heat(Scope scope, TimeRange range, long stepMillis) throws QueryException {
    return ask(range, session -> LatencySql.heat(session, scope, range, stepMillis));
  }

  @Override
  public Latencies latencies(Scope scope, TimeRange range) throws QueryException {
    return ask(range, session -> LatencySql.latencies(session, scope, range));
  }

  @Override
  public List<ErrorGroup> errors(@Nullable String service, TimeRange range, int limit)
      throws QueryException {
    return ask(range, session -> ErrorSql.groups(session, service, range, limit));
  }

  @Override
  public List<ServiceEdge> edges(TimeRange range) throws QueryException {
    long fromNanos = before(range.fromNanos());
    return ask(fromNanos, range.toNanos(), session -> EdgeSql.edges(session, range));
  }

  @Override
  public List<NumberPoint> numbers(NumberFilter filter, TimeRange range, long stepMillis)
      throws QueryException {
    return ask(range, session -> NumberSql.series(session, filter, range, stepMillis));
  }

  @Override
  public Presence presence(Scope scope, TimeRange range) throws QueryException {
    long toNanos = behind(range.toNanos());
    return ask(
        range.fromNanos(), toNanos, session -> EdgeSql.presence(session, scope, range, toNanos));
  }

  private static long before(long nanos) {
    return Math.max(0, nanos - TRACE_MARGIN_NANOS);
  }

  private static long behind(long nanos) {
    return Math.min(Long.MAX_VALUE - TRACE_MARGIN_NANOS, nanos) + TRACE_MARGIN_NANOS;
  }

  private <T> T ask(TimeRange range, DayReading<T> question) throws QueryException {
    return ask(range.fromNanos(), range.toNanos(), question);
  }

  private <T> T ask(long fromNanos, long toNanos, DayReading<T> question) throws QueryException {
    QueryContext within = context == null ? QueryContext.within(limits.timeLimit()) : context;
    try {
      return read(fromNanos, toNanos, within, question);
    } catch (SQLException e) {
      if (within.isCancelled()) {
        throw new QueryException("Nobody waits for the answer any more.", true, e);
      }
      throw explain(e);
    }
  }

  private <T> T read(long fromNanos, long toNanos, QueryContext within, DayReading<T> reading)
      throws SQLException {
    Duration left = within.remaining();
    Duration limit = left.compareTo(limits.timeLimit()) < 0 ? left : limits.timeLimit();
    return store.read(
        fromNanos,
        toNanos,
        limit,
        session -> {
          try (QueryContext.Registration cancelling = within.onCancel(session::cancel)) {
            return reading.read(session);
          }
        });
  }

  private QueryException explain(SQLException cause) {
    if (cause instanceof SQLTimeoutException) {
      return new QueryException(
          "No answer within "
              + limits.timeLimit().toSeconds()
              + " s. Ask for a shorter time range.",
          true,
          cause);
    }
    if (cause instanceof SQLTransientException) {
      return new QueryException("No answer: " + cause.getMessage() + ". Ask again.", true, cause);
    }
    if (outOfMemory(cause)) {
      return new QueryException(
          "The answer needs more memory than the store may use. Ask for a shorter time range, or"
              + " raise the limit.",
          true,
          cause);
    }
    return new QueryException("The store could not answer: " + cause.getMessage(), false, cause);
  }

  private static boolean outOfMemory(SQLException e) {
    String message = e.getMessage();
    return message != null && message.contains("Out of Memory");
  }
}
