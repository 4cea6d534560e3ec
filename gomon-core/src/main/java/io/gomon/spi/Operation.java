/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Derives the name under which events are counted together, and whether they count as failed
 * (docs/EVENTS.md section 5).
 */
public final class Operation {
  private static final int MAX_CHARS = 200;
  private static final String FOLDED = "folded";

  private Operation() {}

  /**
   * The operation of an event.
   *
   * @param attribute gives the value of a key (text as String, a map as Map) or null
   */
  public static String nameOf(String fingerprint, Function<String, @Nullable Object> attribute) {
    if (fingerprint.equals(FOLDED)) {
      String of = text(attribute.apply("of"), FOLDED);
      return of.equals(FOLDED) ? FOLDED : nameOf(of, attribute);
    }
    if (fingerprint.equals("http-servlet")) {
      return text(attribute.apply("method"), "?")
          + ' '
          + text(attribute.apply("route"), "unmatched");
    }
    if (fingerprint.equals("http-roundtripper")) {
      Object url = attribute.apply("url");
      Object host = url instanceof Map<?, ?> map ? map.get("host") : null;
      return text(attribute.apply("method"), "?") + ' ' + text(host, "?");
    }
    if (fingerprint.startsWith("sql-") || fingerprint.equals("conn-prepare")) {
      return statementOf(fingerprint, attribute);
    }
    return fingerprint.equals("segment") ? text(attribute.apply("name"), fingerprint) : fingerprint;
  }

  /** What else has a shape, a finding about a statement, say, is no execution of it. */
  private static String statementOf(
      String fingerprint, Function<String, @Nullable Object> attribute) {
    if (!(attribute.apply("query") instanceof String query) || query.isBlank()) {
      return fingerprint;
    }
    return attribute.apply("shape") instanceof String shape && !shape.isBlank()
        ? folded(shape)
        : folded(query);
  }

  /**
   * Whether the operation failed: with an error, or by its HTTP status, as the semantic conventions
   * of OpenTelemetry for HTTP spans have it: a server answers 5xx, a client is answered 4xx or 5xx.
   * A folded event failed when one of those did that it stands for.
   *
   * @param attribute gives the value of a key (an integer as Long) or null
   */
  public static boolean hasFailed(
      String fingerprint, boolean hasErrors, Function<String, @Nullable Object> attribute) {
    if (hasErrors) {
      return true;
    }
    return switch (fingerprint) {
      case "http-servlet" -> isAtLeast(500, attribute.apply("response_code"));
      case "http-roundtripper" -> isAtLeast(400, attribute.apply("resp-status"));
      case FOLDED -> isAtLeast(1, attribute.apply("errors"));
      default -> false;
    };
  }

  private static boolean isAtLeast(int least, @Nullable Object value) {
    return value instanceof Long number && number >= least;
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value instanceof String text ? cut(text) : otherwise;
  }

  private static String folded(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_CHARS));
    boolean space = false;
    for (int i = 0; i < text.length() && out.length() <= MAX_CHARS; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        space = out.length() > 0;
      } else {
        if (space) {
          out.append(' ');
          space = false;
        }
        out.append(c);
      }
    }
    return cut(out.toString());
  }

  private static String cut(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return text.substring(0, end);
  }
}
