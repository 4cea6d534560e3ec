/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.TimeRange;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The query parameters of one request, checked: an unknown or senseless one is a clear error. */
final class QueryParameters {
  private static final long DEFAULT_RANGE_MILLIS = 15 * 60_000;
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final Fields fields;
  private final InstantSource clock;

  private QueryParameters(Fields fields, InstantSource clock) {
    this.fields = fields;
    this.clock = clock;
  }

  /**
   * Reads the parameters of a request.
   *
   * @param known the names that this route understands
   */
  static QueryParameters of(Request request, InstantSource clock, Set<String> known)
      throws RequestException {
    Fields fields;
    try {
      fields = Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      // Jetty's own words for a broken %-escape or text that is not UTF-8 vary with its version.
      throw RequestException.badRequest("The query string is not valid: " + e.getMessage());
    }
    for (Fields.Field field : fields) {
      if (!known.contains(field.getName())) {
        throw RequestException.badRequest(
            "Unknown parameter " + field.getName() + "; known here: " + new TreeSet<>(known) + ".");
      }
      if (field.getValues().size() > 1) {
        throw RequestException.badRequest("Parameter " + field.getName() + " is given twice.");
      }
    }
    return new QueryParameters(fields, clock);
  }

  @Nullable String text(String name) throws RequestException {
    Fields.Field field = fields.get(name);
    if (field == null) {
      return null;
    }
    List<String> values = field.getValues();
    String value = values.isEmpty() ? "" : values.get(0);
    if (value == null || value.isEmpty()) {
      throw RequestException.badRequest("Parameter " + name + " is empty; leave it out.");
    }
    return value;
  }

  long number(String name, long defaultValue, long min, long max) throws RequestException {
    String value = text(name);
    if (value == null) {
      return defaultValue;
    }
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw RequestException.badRequest(
          "Parameter " + name + " must be a whole number, was " + value + ".");
    }
    if (number < min || number > max) {
      throw RequestException.badRequest(
          "Parameter " + name + " must be " + min + " to " + max + ", was " + value + ".");
    }
    return number;
  }

  /** How many rows there shall be: 50 unless told otherwise, at most 500. */
  int limit() throws RequestException {
    return (int) number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  /** From {@code from} and {@code to}; by default the 15 minutes that end now. */
  TimeRange range() throws RequestException {
    long to = number("to", clock.millis(), 0, TimeRange.MAX_MILLIS);
    return range(Math.max(0, to - DEFAULT_RANGE_MILLIS), to);
  }

  /** The same with other defaults. */
  TimeRange range(long defaultFrom, long defaultTo) throws RequestException {
    long to = number("to", defaultTo, 0, TimeRange.MAX_MILLIS);
    long from = number("from", defaultFrom, 0, TimeRange.MAX_MILLIS);
    if (from >= to) {
      throw RequestException.badRequest(
          "Parameter from (" + from + ") must be before to (" + to + ").");
    }
    return new TimeRange(from, to);
  }
}
