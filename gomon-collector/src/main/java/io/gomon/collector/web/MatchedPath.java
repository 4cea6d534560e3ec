/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A request's path, taken apart.
 *
 * @param pattern the path with {@code *} in place of the part that varies
 * @param variable that part, decoded; empty when the path has none
 */
record MatchedPath(String pattern, String variable) {
  private static final Set<String> COLLECTIONS = Set.of("services", "traces");

  /** Takes {@code /api/v1/COLLECTION/VARIABLE/REST} apart; any other path is its own pattern. */
  static MatchedPath of(String path) throws RequestException {
    String[] parts = path.split("/", -1);
    if (parts.length < 5 || !COLLECTIONS.contains(parts[3]) || parts[4].isEmpty()) {
      return new MatchedPath(path, "");
    }
    String variable = decode(parts[4]);
    parts[4] = "*";
    return new MatchedPath(String.join("/", parts), variable);
  }

  private static String decode(String part) throws RequestException {
    try {
      // A plus sign is itself in a path; URLDecoder takes it for a space, as in a query.
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RequestException.badRequest("The path is not valid: " + e.getMessage());
    }
  }
}
