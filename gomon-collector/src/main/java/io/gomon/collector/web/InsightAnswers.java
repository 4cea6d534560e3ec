/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.NumberFilter;
import io.gomon.collector.query.QueryContext;
import io.gomon.collector.query.QueryException;
import io.gomon.collector.query.Scope;
import io.gomon.collector.query.TimeRange;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.jetty.server.Request;

/** Answers what events add up to, as {@link QueryAnswers} does. Thread-safe. */
final class InsightAnswers {
  /** A heat map has up to 229 rows. */
  private static final int MAX_COLUMNS = 200;

  private final EventQueries queries;
  private final InstantSource clock;

  InsightAnswers(EventQueries queries, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
  }

  Body heat(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters =
        parameters(request, Set.of("operation", "from", "to", "stepMillis"));
    TimeRange range = parameters.range();
    long stepMillis = Steps.millis(parameters, range, MAX_COLUMNS);
    return InsightWriter.heat(
        stepMillis, queries.in(context).heat(scope(service, parameters), range, stepMillis));
  }

  Body latencies(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters = parameters(request, Set.of("operation", "from", "to"));
    return InsightWriter.latencies(
        queries.in(context).latencies(scope(service, parameters), parameters.range()));
  }

  Body presence(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters = parameters(request, Set.of("operation", "from", "to"));
    return InsightWriter.presence(
        queries.in(context).presence(scope(service, parameters), parameters.range()));
  }

  Body numbers(Request request, String service, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters =
        parameters(request, Set.of("key", "fingerprint", "operation", "from", "to", "stepMillis"));
    String key = parameters.text("key");
    if (key == null) {
      throw RequestException.badRequest("Parameter key is missing: the attribute to show.");
    }
    NumberFilter filter =
        new NumberFilter(
            service, key, parameters.text("fingerprint"), parameters.text("operation"));
    TimeRange range = parameters.range();
    long stepMillis = Steps.millis(parameters, range, Steps.MAX_POINTS);
    return InsightWriter.numbers(
        stepMillis, queries.in(context).numbers(filter, range, stepMillis));
  }

  Body errors(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    QueryParameters parameters = parameters(request, Set.of("service", "from", "to", "limit"));
    return InsightWriter.errors(
        queries
            .in(context)
            .errors(parameters.text("service"), parameters.range(), parameters.limit()));
  }

  Body edges(Request request, String unused, QueryContext context)
      throws RequestException, QueryException {
    TimeRange range = parameters(request, Set.of("from", "to")).range();
    return InsightWriter.edges(queries.in(context).edges(range));
  }

  private static Scope scope(String service, QueryParameters parameters) throws RequestException {
    return new Scope(service, parameters.text("operation"));
  }

  private QueryParameters parameters(Request request, Set<String> known) throws RequestException {
    return QueryParameters.of(request, clock, known);
  }
}
