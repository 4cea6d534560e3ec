/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

/**
 * Finds where a secret value inside a text begins and ends. Every method looks at each character of
 * the value once. In doubt the value ends late: rather too much is masked.
 */
final class SecretValue {
  private static final String ENDS = "&;, \t\r\n)]}<>|";

  private SecretValue() {}

  /** Behind the separator, and behind what may follow it: {@code =>}, {@code :=}, spaces. */
  static int start(String text, int from) {
    int start = from;
    while (start < text.length() && " \t\\=:>".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  static int end(String text, int start, boolean isHeader) {
    if (start >= text.length()) {
      return start;
    }
    char first = text.charAt(start);
    if (first == '"' || first == '\'') {
      return endOfQuoted(text, start);
    }
    if (first == '[' || first == '{') {
      return endOfNested(text, start);
    }
    return first(text, start, isHeader ? "\r\n\"'" : ENDS);
  }

  /** Credentials with a scheme, and cookies, have spaces inside: in a map's text, a comma ends. */
  static int endInMap(String text, int start) {
    boolean nested = start < text.length() && "\"'[{".indexOf(text.charAt(start)) >= 0;
    return nested ? end(text, start, false) : first(text, start, "&,}]\r\n\"'");
  }

  static int first(String text, int start, String ends) {
    int end = start;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** The quote may be escaped itself, as in JSON inside JSON, or doubled inside, as in SQL. */
  private static int endOfQuoted(String text, int start) {
    char quote = text.charAt(start);
    boolean escaped = start > 0 && text.charAt(start - 1) == '\\';
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        if (escaped && text.charAt(i + 1) == quote) {
          return i + 2;
        }
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return text.length();
  }

  /** Up to the bracket that closes the first one; brackets in quotes do not count. */
  private static int endOfNested(String text, int start) {
    int depth = 0;
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfQuoted(text, i);
        continue;
      }
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      i++;
      if (depth == 0) {
        return i;
      }
    }
    return text.length();
  }
}
