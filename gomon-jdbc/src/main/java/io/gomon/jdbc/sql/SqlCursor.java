/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

/** Where a reader is in its text, and what the parts of the reader share. Of one thread. */
final class SqlCursor {
  final String text;
  final SqlDialect dialect;

  /** What is behind it is not read. */
  final int limit;

  int position;

  /** It cannot be told any more what the rest is. */
  boolean lost;

  SqlCursor(String text, SqlDialect dialect, int limit) {
    this.text = text;
    this.dialect = dialect;
    this.limit = limit;
  }

  /** A character counted from the position; 0 behind the end. */
  char at(int offset) {
    int i = position + offset;
    return i < limit ? text.charAt(i) : 0;
  }

  boolean is(SqlDialect other) {
    return dialect == other;
  }

  boolean isUnknown() {
    return dialect == SqlDialect.UNKNOWN;
  }

  boolean mayBe(SqlDialect other) {
    return dialect == other || isUnknown();
  }

  /** Where the text is found from here on; negative when it is not. */
  int find(String wanted, int from) {
    return SqlChars.find(text, wanted, from, limit);
  }

  boolean isPlain(int from, int to) {
    return SqlChars.isPlain(text, from, to);
  }

  /** All that follows belongs to what began here. */
  int lose() {
    lost = true;
    return limit;
  }
}
