/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

/** Kinds of characters, and searches that end at a limit. */
final class SqlChars {
  /** What can begin, or end, what the next characters are part of: in any dialect. */
  private static final String TURNING = "'\"`\\[]#$";

  private SqlChars() {}

  /** Those that can be several in one operator. */
  static boolean isOperator(char c) {
    return "<>=!|&^~%".indexOf(c) >= 0;
  }

  static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c > 127 && !Character.isWhitespace(c));
  }

  static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }

  /** Where the text is next found before the limit; negative when it is not. */
  static int find(String text, String wanted, int from, int limit) {
    char first = wanted.charAt(0);
    for (int i = from; i <= limit - wanted.length(); i++) {
      if (text.charAt(i) == first && text.startsWith(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether all dialects go on in the same way behind this part of a text, whatever it is to them:
   * code, a name, a comment.
   */
  static boolean isPlain(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      boolean isComment = (c == '-' && next == '-') || (c == '/' && next == '*');
      if (isComment || (c == '*' && next == '/') || TURNING.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
