/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.QueryContext;
import io.gomon.collector.query.QueryException;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.query.TraceFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** From a request to an answer: parameters in, a question asked, JSON out. Thread-safe. */
final class QueryAnswers {
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Set<String> RANGE = Set.of("from", "to");

  private final EventQueries queries;
  private final CollectorStatus status;
  private final InstantSource clock;

  QueryAnswers(EventQueries queries, CollectorStatus status, InstantSource clock) {
    this.queries = queries;
    this.status = status;
    this.clock = clock;
  }

  Body status(Request request, String unused, QueryContext context) throws RequestException {
    parameters(request, Set.of());
    return AnswerWriter.status(status);
  }

  /** What all of this is, for programs: docs/openapi.json. */
  Body openApi(Request request, String unused, QueryContext context) throws RequestException {
    parameters(request, Set.of());
    try (InputStream document = QueryAnswers.class.getResourceAsStream("openapi.json")) {
      return Body.of(
          Objects.requireNonNull(document, "openapi.json is not in the jar").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Body services(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    return AnswerWriter.services(queries.in(context).services(parameters(request, RANGE).range()));
  }

  Body series(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters = parameters(request, Set.of("from", "to", "stepMillis"));
    TimeRange range = parameters.range();
    long stepMillis = Steps.millis(parameters, range, Steps.MAX_POINTS);
    return AnswerWriter.series(stepMillis, queries.in(context).series(service, range, stepMillis));
  }

  Body operations(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    TimeRange range = parameters(request, RANGE).range();
    return AnswerWriter.operations(queries.in(context).operations(service, range));
  }

  Body memory(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    TimeRange range = parameters(request, RANGE).range();
    return AnswerWriter.memory(queries.in(context).memory(service, range));
  }

  Body traces(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    TraceFilter filter = TraceParameters.read(parameters(request, TraceParameters.NAMES));
    return AnswerWriter.traces(queries.in(context).traces(filter));
  }

  Body trace(Request request, String id, QueryContext context)
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

  Body statements(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters = parameters(request, Set.of("service", "from", "to", "limit"));
    return AnswerWriter.statements(
        queries
            .in(context)
            .statements(parameters.text("service"), parameters.range(), parameters.limit()));
  }

  private QueryParameters parameters(Request request, Set<String> known) throws RequestException {
    return QueryParameters.of(request, clock, known);
  }
}
