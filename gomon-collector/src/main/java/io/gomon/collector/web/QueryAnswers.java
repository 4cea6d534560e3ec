/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.QueryContext;
import io.gomon.collector.query.QueryException;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.query.TraceFilter;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** From a request to an answer: parameters in, a question asked, JSON out. Thread-safe. */
final class QueryAnswers {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final int MAX_POINTS = 2_000;
  private static final int DEFAULT_POINTS = 60;
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-fA-F]{32}");

  /** Steps that divide minutes, hours and days evenly, so that default buckets look familiar. */
  private static final List<Long> DEFAULT_STEPS_SECONDS =
      List.of(1L, 2L, 5L, 10L, 15L, 30L, 60L, 120L, 300L, 600L, 1_800L, 3_600L, 14_400L, 86_400L);

  private static final Set<String> RANGE = Set.of("from", "to");

  private final EventQueries queries;
  private final CollectorStatus status;
  private final InstantSource clock;

  QueryAnswers(EventQueries queries, CollectorStatus status, InstantSource clock) {
    this.queries = queries;
    this.status = status;
    this.clock = clock;
  }

  byte[] status(Request request, String unused, QueryContext context) throws RequestException {
    parameters(request, Set.of());
    return AnswerWriter.status(status);
  }

  byte[] services(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    return AnswerWriter.services(queries.in(context).services(parameters(request, RANGE).range()));
  }

  byte[] series(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters = parameters(request, Set.of("from", "to", "stepMillis"));
    TimeRange range = parameters.range();
    long stepMillis =
        parameters.number("stepMillis", defaultStepMillis(range), 1, TimeRange.MAX_MILLIS);
    if (range.millis() / stepMillis >= MAX_POINTS) {
      throw RequestException.badRequest(
          "Parameter stepMillis ("
              + stepMillis
              + ") gives more than "
              + MAX_POINTS
              + " points; make it larger or the range shorter.");
    }
    return AnswerWriter.series(stepMillis, queries.in(context).series(service, range, stepMillis));
  }

  /** About 60 points; for ranges over two months more. */
  private static long defaultStepMillis(TimeRange range) {
    for (long seconds : DEFAULT_STEPS_SECONDS) {
      if (seconds * 1_000 * DEFAULT_POINTS >= range.millis()) {
        return seconds * 1_000;
      }
    }
    return Math.max(86_400_000, range.millis() / DEFAULT_POINTS);
  }

  byte[] operations(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    TimeRange range = parameters(request, RANGE).range();
    return AnswerWriter.operations(queries.in(context).operations(service, range));
  }

  byte[] memory(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    TimeRange range = parameters(request, RANGE).range();
    return AnswerWriter.memory(queries.in(context).memory(service, range));
  }

  byte[] traces(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters =
        parameters(
            request, Set.of("service", "operation", "status", "minNanos", "from", "to", "limit"));
    TraceFilter filter =
        new TraceFilter(
            parameters.range(),
            parameters.text("service"),
            parameters.text("operation"),
            failedOnly(parameters.text("status")),
            parameters.number("minNanos", 0, 0, Long.MAX_VALUE),
            (int) parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
    return AnswerWriter.traces(queries.in(context).traces(filter));
  }

  private static boolean failedOnly(@Nullable String status) throws RequestException {
    if (status != null && !status.equals("error")) {
      throw RequestException.badRequest("Parameter status must be error, was " + status + ".");
    }
    return status != null;
  }

  byte[] trace(Request request, String id, QueryContext context)
      throws RequestException, QueryException {
    parameters(request, Set.of());
    if (!TRACE_ID.matcher(id).matches()) {
      throw RequestException.badRequest("A trace id has 32 hex digits, this one is " + id + ".");
    }
    long high = Long.parseUnsignedLong(id.substring(0, 16), 16);
    long low = Long.parseUnsignedLong(id.substring(16), 16);
    TraceEvents trace = queries.in(context).trace(high, low);
    if (trace == null) {
      throw new RequestException(404, "No event of trace " + id + " is stored.");
    }
    return TraceWriter.trace(AnswerWriter.hex(high, low), trace);
  }

  byte[] statements(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters = parameters(request, Set.of("service", "from", "to", "limit"));
    int limit = (int) parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return AnswerWriter.statements(
        queries.in(context).statements(parameters.text("service"), parameters.range(), limit));
  }

  private QueryParameters parameters(Request request, Set<String> known) throws RequestException {
    return QueryParameters.of(request, clock, known);
  }
}
