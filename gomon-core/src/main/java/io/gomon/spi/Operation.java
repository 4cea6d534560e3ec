/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Derives the name under which events are counted together (docs/EVENTS.md section 5). */
public final class Operation {
  private static final int MAX_CHARS = 200;

  private Operation() {}

  /**
   * The operation of an event.
   *
   * @param attribute gives the value of a key (text as String, a map as Map) or null
   */
  public static String nameOf(String fingerprint, Function<String, @Nullable Object> attribute) {
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
      Object query = attribute.apply("query");
      return query instanceof String sql && !sql.isBlank() ? folded(sql) : fingerprint;
    }
    return fingerprint;
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
