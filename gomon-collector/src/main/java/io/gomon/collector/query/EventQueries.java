/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The questions that can be asked about stored events. Any thread may ask; it blocks until the
 * answer is there. Every method throws {@link QueryException} when that takes too long, needs too
 * much memory, is cancelled, or when the store fails. No question waits for events to be stored, or
 * makes storing them wait.
 *
 * <p>A <i>request</i> is a finished event with the fingerprint {@code http-servlet} or {@code
 * otel-server}.
 */
public interface EventQueries {
  /** How many rows an answer has at most where its question names no limit. */
  int MAX_ROWS = 500;

  /**
   * The same questions, asked on behalf of a context: with what is left of its time at most, and
   * given up with a {@link QueryException} soon after it is cancelled.
   */
  EventQueries in(QueryContext context);

  /** All services with an event in the range, by name. */
  List<ServiceSummary> services(TimeRange range) throws QueryException;

  /**
   * A service's requests over time: one point for each multiple of {@code stepMillis} from the one
   * at or before the start of the range, those without requests among them.
   */
  List<SeriesPoint> series(String service, TimeRange range, long stepMillis) throws QueryException;

  /** A service's operations, most total time first, at most {@link #MAX_ROWS}. */
  List<OperationSummary> operations(String service, TimeRange range) throws QueryException;

  /** Traces that the filter matches, newest first, those behind its cursor. */
  TracePage traces(TraceFilter filter) throws QueryException;

  /** A trace by its id, among all stored days; null when there is none. */
  @Nullable TraceEvents trace(long traceHigh, long traceLow) throws QueryException;

  /** SQL statements, most total time first. */
  List<StatementSummary> statements(@Nullable String service, TimeRange range, int limit)
      throws QueryException;

  /** The memory of a service's runs; at most {@link #MAX_ROWS} points each, evenly thinned. */
  List<MemoryInstance> memory(String service, TimeRange range) throws QueryException;

  /** How long requests or an operation took, by step of time; cells without events are left out. */
  List<HeatCell> heat(Scope scope, TimeRange range, long stepMillis) throws QueryException;

  /** How long requests or an operation took, over the whole range. */
  Latencies latencies(Scope scope, TimeRange range) throws QueryException;

  /** Failed events that carry an exception, by what failed; those that failed most often first. */
  List<ErrorGroup> errors(@Nullable String service, TimeRange range, int limit)
      throws QueryException;

  /** Which service answered whose requests, most requests first, at most {@link #MAX_ROWS}. */
  List<ServiceEdge> edges(TimeRange range) throws QueryException;

  /** A number among the attributes over time; steps without one are left out. */
  List<NumberPoint> numbers(NumberFilter filter, TimeRange range, long stepMillis)
      throws QueryException;

  /** Which events the executions of an operation have, at most {@link #MAX_ROWS} kinds. */
  Presence presence(Scope scope, TimeRange range) throws QueryException;
}
