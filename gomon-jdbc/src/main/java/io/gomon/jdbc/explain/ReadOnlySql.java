/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlLexer;
import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A SQL text that may be explained, since it is one statement, of which each word is known, and
 * none writes. In doubt it is not. Immutable.
 */
final class ReadOnlySql {
  /** None of them belongs into a query that only reads; some may be names, and are taken for it. */
  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "merge", "upsert", "into", "call");

  private final SqlLexer lexer;
  private final StringBuilder numbered = new StringBuilder();
  private final String sql;
  private int parameters;

  private ReadOnlySql(String sql, SqlDialect dialect) {
    this.sql = sql;
    this.lexer = new SqlLexer(sql, dialect);
  }

  /**
   * Why it may not be explained; null when it may.
   *
   * @param dialect when unknown, a text that only the database can read is not judged yet
   */
  static @Nullable Unexplained unfit(String sql, SqlDialect dialect) {
    try {
      ReadOnlySql unused = of(sql, dialect);
      return null;
    } catch (NotExplained e) {
      boolean isOpen = e.why == Unexplained.UNREADABLE && dialect == SqlDialect.UNKNOWN;
      return isOpen && sql.length() <= SqlLexer.MAX_CHARS ? null : e.why;
    }
  }

  /** Reads the text to its end. */
  static ReadOnlySql of(String sql, SqlDialect dialect) throws NotExplained {
    if (sql.length() > SqlLexer.MAX_CHARS) {
      throw new NotExplained(Unexplained.UNREADABLE);
    }
    ReadOnlySql read = new ReadOnlySql(sql, dialect);
    read.readAll();
    return read;
  }

  private void readAll() throws NotExplained {
    Token token = lexer.next();
    while (token == Token.SIGN && lexer.is("(")) {
      token = lexer.next();
    }
    if (token != Token.WORD || !isAnyOf(Set.of("select", "with"))) {
      throw new NotExplained(lexer.isLost() ? Unexplained.UNREADABLE : Unexplained.NO_QUERY);
    }
    int copied = 0;
    boolean ended = false;
    for (; token != Token.END; token = lexer.next()) {
      if (lexer.isLost()) {
        throw new NotExplained(Unexplained.UNREADABLE);
      }
      boolean isEnd = token == Token.SIGN && lexer.is(";");
      if (ended && !isEnd) {
        throw new NotExplained(Unexplained.SEVERAL_STATEMENTS);
      }
      ended |= isEnd;
      take(token);
      numbered.append(sql, copied, lexer.start());
      copied = lexer.end();
      numbered.append(isEnd ? "" : asNumbered(token));
    }
    if (lexer.isLost()) {
      throw new NotExplained(Unexplained.UNREADABLE);
    }
  }

  private boolean isAnyOf(Set<String> words) {
    return words.contains(lexer.word().toLowerCase(Locale.ROOT));
  }

  private void take(Token token) throws NotExplained {
    if (token == Token.WORD && isAnyOf(WRITES)) {
      throw new NotExplained(Unexplained.MAY_WRITE);
    }
    if (token == Token.VARIABLE) {
      throw new NotExplained(Unexplained.VALUES_UNKNOWN);
    }
    if (token == Token.PARAMETER) {
      String number = lexer.word().substring(1);
      boolean isNumber = number.length() > 0 && number.length() <= 3;
      parameters = isNumber ? Math.max(parameters, Integer.parseInt(number)) : parameters + 1;
    }
  }

  private String asNumbered(Token token) {
    String written = sql.substring(lexer.start(), lexer.end());
    if (token == Token.PARAMETER) {
      return "$" + parameters;
    }
    boolean isEscaped = token == Token.SIGN && written.startsWith("??");
    return isEscaped ? written.substring(1) : written;
  }

  /** The text as it was. */
  String sql() {
    return sql;
  }

  /** How many values it takes. */
  int parameters() {
    return parameters;
  }

  /** The text with $1 for its first question mark, and without a semicolon at its end. */
  String numbered() {
    return numbered.toString();
  }
}
