/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Statements with their values in the text. The engine plans a prepared statement that reads a
 * table when it is prepared, and again when it is run; one that is run as it is only once, and that
 * is most of what a question costs. Stateless.
 */
final class SqlText {
  private SqlText() {}

  /**
   * Puts values in place of question marks, in their order, or of {@code $1}, {@code $2} and so on,
   * as often as they occur, perhaps never. What stands in quotes is left as it is.
   *
   * @param values texts and whole numbers, whatever they contain
   */
  static String withValues(String sql, Object... values) {
    StringBuilder text = new StringBuilder(sql.length() + 32 * values.length);
    int marks = 0;
    boolean numbered = false;
    char quote = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (quote == 0 && c == '?') {
        text.append(literal(valueOf(++marks, values, sql)));
      } else if (quote == 0 && c == '$') {
        int end = endOfNumber(sql, i + 1);
        numbered = true;
        text.append(literal(valueOf(Integer.parseInt(sql, i + 1, end, 10), values, sql)));
        i = end - 1;
      } else {
        if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        }
        text.append(c);
      }
    }
    if (!numbered && marks < values.length) {
      throw new IllegalArgumentException("more values than question marks: " + sql);
    }
    return text.toString();
  }

  private static int endOfNumber(String sql, int begin) {
    int end = begin;
    while (end < sql.length() && Character.isDigit(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The n-th value, from 1 on. */
  private static Object valueOf(int number, Object[] values, String sql) {
    if (number < 1 || number > values.length) {
      throw new IllegalArgumentException("a parameter without a value: " + sql);
    }
    return values[number - 1];
  }

  private static String literal(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return "(" + value + ")::BIGINT"; // in brackets: the smallest has no positive counterpart
    }
    if (value instanceof String text) {
      // The engine takes a statement to end at its first NUL. Never an operator for each: a long
      // enough chain of them overflows the engine's stack, and with it the process ends.
      return text.indexOf('\0') < 0
          ? "('" + text.replace("'", "''") + "')"
          : "decode(from_hex('" + hex(text) + "'))";
    }
    throw new IllegalArgumentException("neither a text nor a whole number: " + value);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
