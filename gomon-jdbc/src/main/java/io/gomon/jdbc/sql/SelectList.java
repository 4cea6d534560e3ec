/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.Locale;
import java.util.Set;

/**
 * Counts the columns that a query selects, as far as its text tells: a star may stand for any
 * number, so may what is no single query.
 */
public final class SelectList {
  /** Not told by the text. */
  public static final int UNKNOWN = 0;

  private static final Set<String> BEHIND_THE_LIST =
      Set.of(
          "from",
          "into",
          "where",
          "union",
          "intersect",
          "except",
          "minus",
          "group",
          "having",
          "order",
          "limit",
          "offset",
          "fetch",
          "for");

  private SelectList() {}

  /** How many columns; {@link #UNKNOWN} where that is not certain. */
  public static int count(String sql, SqlDialect dialect) {
    if (sql.length() > SqlLexer.MAX_CHARS) {
      return UNKNOWN;
    }
    SqlLexer lexer = new SqlLexer(sql, dialect);
    if (!isQuery(lexer)) {
      return UNKNOWN;
    }
    int columns = countItems(lexer);
    return isSingle(lexer) ? columns : UNKNOWN;
  }

  /** Reads up to the select of a query, which may begin with {@code with}. */
  private static boolean isQuery(SqlLexer lexer) {
    boolean begun = false;
    int depth = 0;
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      String word = token == Token.WORD ? lexer.word().toLowerCase(Locale.ROOT) : "";
      if (depth == 0 && word.equals("select")) {
        return true;
      }
      if (!begun && !word.equals("with")) {
        return false;
      }
      begun = true;
      depth += depthOf(token, lexer);
    }
    return false;
  }

  private static int countItems(SqlLexer lexer) {
    int columns = 1;
    int depth = 0;
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      boolean isOutside = depth == 0;
      depth += depthOf(token, lexer);
      if (!isOutside) {
        continue;
      }
      if (token == Token.SIGN) {
        switch (lexer.word()) {
          case "," -> columns++;
          case ";" -> {
            return columns;
          }
          case "*" -> {
            return UNKNOWN;
          }
          default -> {
            // Part of an expression.
          }
        }
      } else if (token == Token.WORD
          && BEHIND_THE_LIST.contains(lexer.word().toLowerCase(Locale.ROOT))) {
        return columns;
      }
    }
    return columns;
  }

  private static int depthOf(Token token, SqlLexer lexer) {
    if (token != Token.SIGN) {
      return 0;
    }
    return switch (lexer.word()) {
      case "(" -> 1;
      case ")" -> -1;
      default -> 0;
    };
  }

  /** Reads the rest: whether no other statement follows. */
  private static boolean isSingle(SqlLexer lexer) {
    boolean ended = false;
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      if (ended) {
        return false;
      }
      ended = token == Token.SIGN && lexer.word().equals(";");
    }
    return !lexer.isLost();
  }
}
