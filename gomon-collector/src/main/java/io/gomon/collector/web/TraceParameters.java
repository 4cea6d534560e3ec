/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.TraceCursor;
import io.gomon.collector.query.TraceFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code /api/v1/traces} is asked with. */
final class TraceParameters {
  static final Set<String> NAMES =
      Set.of(
          "service",
          "operation",
          "status",
          "minNanos",
          "maxNanos",
          "attribute",
          "value",
          "text",
          "from",
          "to",
          "limit",
          "after");

  private TraceParameters() {}

  static TraceFilter read(QueryParameters parameters) throws RequestException {
    return new TraceFilter(
        parameters.range(),
        parameters.text("service"),
        parameters.text("operation"),
        status(parameters.text("status")),
        elapsed(parameters),
        attribute(parameters.text("attribute"), parameters.text("value")),
        parameters.text("text"),
        cursor(parameters.text("after")),
        parameters.limit());
  }

  static TraceFilter.@Nullable Status status(@Nullable String status) throws RequestException {
    if (status == null) {
      return null;
    }
    return switch (status) {
      case "error" -> TraceFilter.Status.ERROR;
      case "ok" -> TraceFilter.Status.OK;
      default ->
          throw RequestException.badRequest(
              "Parameter status must be error or ok, was " + status + ".");
    };
  }

  private static TraceFilter.@Nullable Elapsed elapsed(QueryParameters parameters)
      throws RequestException {
    if (parameters.text("minNanos") == null && parameters.text("maxNanos") == null) {
      return null;
    }
    long minNanos = parameters.number("minNanos", 0, 0, Long.MAX_VALUE);
    long maxNanos = parameters.number("maxNanos", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    if (minNanos > maxNanos) {
      throw RequestException.badRequest(
          "Parameter minNanos (" + minNanos + ") is above maxNanos (" + maxNanos + ").");
    }
    return new TraceFilter.Elapsed(minNanos, maxNanos);
  }

  private static TraceFilter.@Nullable Attribute attribute(
      @Nullable String key, @Nullable String value) throws RequestException {
    if (key == null && value == null) {
      return null;
    }
    if (key == null || value == null) {
      throw RequestException.badRequest("Parameters attribute and value go together.");
    }
    return new TraceFilter.Attribute(key, value);
  }

  private static @Nullable TraceCursor cursor(@Nullable String after) throws RequestException {
    try {
      return after == null ? null : TraceCursor.parse(after);
    } catch (IllegalArgumentException e) {
      throw RequestException.badRequest(
          "Parameter after must be the next of an answer, was " + after + ".");
    }
  }
}
