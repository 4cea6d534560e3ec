/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.ErrorGroup;
import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.HeatCell;
import io.gomon.collector.query.Latencies;
import io.gomon.collector.query.MemoryInstance;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from the raw events of a {@link DuckDbEventStore}. Percentiles are exact as
 * long as the engine's memory holds the values (at 256 MB about 20 million), else approximate.
 * Thread-safe.
 */
public final class DuckDbQueries implements EventQueries {
  /** An hour around the range, in which events of a trace that was found in it are counted. */
  private static final long TRACE_MARGIN_NANOS = TimeUnit.HOURS.toNanos(1);

  /** A search looks at so much of its range first, and then at ever more. */
  private static final long FIRST_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long WINDOW_GROWTH = 8;

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
    return ask(range, (session, quantiles) -> ServiceSql.services(session, quantiles, range));
  }

  @Override
  public List<SeriesPoint> series(String service, TimeRange range, long stepMillis)
      throws QueryException {
    return ask(range, (session, q) -> ServiceSql.series(session, q, service, range, stepMillis));
  }

  @Override
  public List<OperationSummary> operations(String service, TimeRange range) throws QueryException {
    return ask(range, (session, q) -> ServiceSql.operations(session, q, service, range));
  }

  @Override
  public TracePage traces(TraceFilter filter) throws QueryException {
    List<TraceCursor> picked = pick(filter);
    boolean more = picked.size() > filter.limit();
    List<TraceCursor> page = more ? picked.subList(0, filter.limit()) : picked;
    if (page.isEmpty()) {
      return new TracePage(List.of(), null);
    }
    long fromNanos = Math.max(0, filter.range().fromNanos() - TRACE_MARGIN_NANOS);
    long marginEnd = Long.MAX_VALUE - TRACE_MARGIN_NANOS;
    long toNanos = Math.min(marginEnd, filter.range().toNanos()) + TRACE_MARGIN_NANOS;
    long newestNanos = Math.min(marginEnd, page.get(0).startNanos()) + TRACE_MARGIN_NANOS;
    long oldestNanos = page.get(page.size() - 1).startNanos() - TRACE_MARGIN_NANOS;
    List<TraceSummary> traces =
        ask(
            Math.max(fromNanos, oldestNanos),
            Math.min(toNanos, newestNanos),
            (session, quantiles) ->
                TraceSql.summaries(
                    session,
                    page,
                    Math.max(fromNanos, oldestNanos),
                    Math.min(toNanos, newestNanos)));
    return new TracePage(traces, more ? page.get(page.size() - 1) : null);
  }

  /**
   * One more than the filter wants, if there are so many. Windows grow back from the end of the
   * range until one holds enough: what was asked for is mostly what happened last.
   */
  private List<TraceCursor> pick(TraceFilter filter) throws QueryException {
    long fromNanos = filter.range().fromNanos();
    long toNanos = filter.range().toNanos();
    int wanted = filter.limit() + 1;
    long endNanos =
        filter.after() == null ? toNanos : Math.min(toNanos, filter.after().startNanos());
    long windowNanos = FIRST_WINDOW_NANOS;
    while (true) {
      long windowFrom = Math.max(fromNanos, endNanos - windowNanos);
      List<TraceCursor> picked =
          ask(windowFrom, toNanos, (s, quantiles) -> SearchSql.pick(s, filter, windowFrom, wanted));
      if (picked.size() == wanted || windowFrom == fromNanos) {
        return picked;
      }
      boolean endless = windowNanos > Long.MAX_VALUE / WINDOW_GROWTH;
      windowNanos = endless ? Long.MAX_VALUE : windowNanos * WINDOW_GROWTH;
    }
  }

  @Override
  public @Nullable TraceEvents trace(long traceHigh, long traceLow) throws QueryException {
    TraceEvents found =
        ask(
            0,
            Long.MAX_VALUE,
            (session, quantiles) -> TraceSql.events(session, traceHigh, traceLow));
    return found.events().isEmpty() ? null : found;
  }

  @Override
  public List<StatementSummary> statements(@Nullable String service, TimeRange range, int limit)
      throws QueryException {
    return ask(range, (session, q) -> ServiceSql.statements(session, q, service, range, limit));
  }

  @Override
  public List<MemoryInstance> memory(String service, TimeRange range) throws QueryException {
    // The application event of a run lies where the run began, perhaps days before the range.
    return ask(
        0, range.toNanos(), (session, quantiles) -> MemorySql.instances(session, service, range));
  }

  @Override
  public List<HeatCell> heat(Scope scope, TimeRange range, long stepMillis) throws QueryException {
    return ask(range, (session, q) -> LatencySql.heat(session, scope, range, stepMillis));
  }

  @Override
  public Latencies latencies(Scope scope, TimeRange range) throws QueryException {
    return ask(range, (session, quantiles) -> LatencySql.latencies(session, scope, range));
  }

  @Override
  public List<ErrorGroup> errors(@Nullable String service, TimeRange range, int limit)
      throws QueryException {
    return ask(range, (session, quantiles) -> ErrorSql.groups(session, service, range, limit));
  }

  @Override
  public List<ServiceEdge> edges(TimeRange range) throws QueryException {
    long fromNanos = Math.max(0, range.fromNanos() - TRACE_MARGIN_NANOS);
    return ask(
        fromNanos, range.toNanos(), (session, q) -> EdgeSql.edges(session, q, range, fromNanos));
  }

  @Override
  public List<NumberPoint> numbers(NumberFilter filter, TimeRange range, long stepMillis)
      throws QueryException {
    return ask(range, (session, q) -> NumberSql.series(session, filter, range, stepMillis));
  }

  @Override
  public Presence presence(Scope scope, TimeRange range) throws QueryException {
    long toNanos =
        Math.min(Long.MAX_VALUE - TRACE_MARGIN_NANOS, range.toNanos()) + TRACE_MARGIN_NANOS;
    return ask(
        range.fromNanos(),
        toNanos,
        (session, q) -> EdgeSql.presence(session, scope, range, toNanos));
  }

  private <T> T ask(TimeRange range, Question<T> question) throws QueryException {
    return ask(range.fromNanos(), range.toNanos(), question);
  }

  private <T> T ask(long fromNanos, long toNanos, Question<T> question) throws QueryException {
    QueryContext within = context == null ? QueryContext.within(limits.timeLimit()) : context;
    try {
      try {
        return read(fromNanos, toNanos, within, asked -> question.ask(asked, Quantiles.EXACT));
      } catch (SQLException e) {
        if (!outOfMemory(e)) {
          throw e;
        }
        return read(
            fromNanos, toNanos, within, asked -> question.ask(asked, Quantiles.APPROXIMATE));
      }
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
