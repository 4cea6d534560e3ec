/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static io.gomon.jdbc.sql.SqlChars.isBlank;
import static io.gomon.jdbc.sql.SqlChars.isDigit;
import static io.gomon.jdbc.sql.SqlChars.isWordPart;

/** Skips blanks and comments, hints among them. Of one reader. */
final class SqlComments {
  private final SqlCursor at;

  /** Inside of a comment that MySQL runs. */
  private boolean inRunComment;

  SqlComments(SqlCursor at) {
    this.at = at;
  }

  void skip() {
    while (at.position < at.limit && !at.lost) {
      char c = at.at(0);
      if (isBlank(c)) {
        at.position++;
      } else if (!skipComment(c)) {
        return;
      }
    }
  }

  private boolean skipComment(char c) {
    return switch (c) {
      case '-' -> at.at(1) == '-' && skipDashes();
      case '#' -> skipHash();
      case '/' -> at.at(1) == '*' && skipBlock();
      case '*' -> inRunComment && at.at(1) == '/' && endRunComment();
      default -> false;
    };
  }

  private boolean endRunComment() {
    inRunComment = false;
    at.position += 2;
    return true;
  }

  /** Always false: no comment that could be skipped. */
  private boolean notTold() {
    at.lost = true;
    return false;
  }

  private boolean skipDashes() {
    int from = at.position + 2;
    int end = lineEnd(from);
    boolean blank = from >= at.limit || at.at(2) <= ' ';
    if (at.is(SqlDialect.MYSQL) && !blank) {
      return false;
    }
    boolean told = (blank || at.isPlain(from, end)) && !hasLoneReturn(from, end);
    if (at.isUnknown() && !told) {
      return notTold();
    }
    at.position = end;
    return true;
  }

  private boolean hasLoneReturn(int from, int to) {
    int found = SqlChars.find(at.text, "\r", from, to);
    return found >= 0 && found + 1 < at.limit && at.text.charAt(found + 1) != '\n';
  }

  private boolean skipHash() {
    if (at.isUnknown() && !at.isPlain(at.position + 1, at.limit)) {
      return notTold();
    }
    boolean isShown = isWordPart(at.at(1)) || SqlChars.isOperator(at.at(1)) || at.at(1) == '-';
    if (at.is(SqlDialect.MYSQL) || (at.isUnknown() && !isShown)) {
      at.position = lineEnd(at.position);
      return true;
    }
    // A name or an operator.
    return false;
  }

  private int lineEnd(int from) {
    boolean returnEnds = at.is(SqlDialect.POSTGRESQL) || at.is(SqlDialect.H2);
    int i = from;
    while (i < at.limit && at.text.charAt(i) != '\n') {
      if (returnEnds && at.text.charAt(i) == '\r') {
        break;
      }
      i++;
    }
    return i;
  }

  private boolean skipBlock() {
    boolean isRun = at.at(2) == '!' || (at.at(2) == 'M' && at.at(3) == '!');
    if (isRun && at.is(SqlDialect.MYSQL)) {
      at.position += at.at(2) == '!' ? 3 : 4;
      while (isDigit(at.at(0))) {
        at.position++;
      }
      inRunComment = true;
      return true;
    }
    int from = at.position + 2;
    int found = nests() ? nestedEnd(from) : at.find("*/", from);
    int end = found < 0 ? at.limit : found;
    boolean told =
        SqlChars.find(at.text, "/*", from, end + 1) < 0 && (!isRun || at.isPlain(from, end));
    if (at.isUnknown() && !told) {
      return notTold();
    }
    at.position = Math.min(end + 2, at.limit);
    return true;
  }

  private boolean nests() {
    return at.is(SqlDialect.POSTGRESQL) || at.is(SqlDialect.SQL_SERVER) || at.is(SqlDialect.H2);
  }

  /** Where the last mark begins; negative when it is missing. */
  private int nestedEnd(int from) {
    int depth = 1;
    for (int i = from; i + 1 < at.limit; i++) {
      boolean opens = at.text.startsWith("/*", i);
      if (opens || at.text.startsWith("*/", i)) {
        depth += opens ? 1 : -1;
        if (depth == 0) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
