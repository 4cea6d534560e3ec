/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.Locale;
import java.util.Set;

/** What the token that was read last may be in a select list, or before one. */
final class ItemTokens {
  /** What is no operand, so that a star behind it is no multiplication. */
  private static final Set<String> BEFORE_A_STAR = Set.of("select", "distinct", "all", "returning");

  private static final Set<String> BEFORE_A_QUERY = Set.of("select", "table", "all", "distinct");

  private static final Set<String> NO_OPERATORS = Set.of("(", ")", ",", ".", ";");

  private ItemTokens() {}

  /** The operand before a multiplication. */
  static boolean mayBeLeft(Token token, SqlLexer lexer) {
    return switch (token) {
      case WORD -> !BEFORE_A_STAR.contains(lexer.word().toLowerCase(Locale.ROOT));
      case SIGN -> lexer.is(")");
      default -> true;
    };
  }

  /** The operand behind the star of a multiplication. */
  static boolean mayBeRight(Token token, SqlLexer lexer) {
    return switch (token) {
      case WORD -> !lexer.word().equalsIgnoreCase("from");
      case SIGN -> !lexer.is(",");
      default -> token != Token.END;
    };
  }

  static boolean isOperator(Token token, SqlLexer lexer) {
    return token == Token.SIGN && !NO_OPERATORS.contains(lexer.word());
  }

  /** Between the beginning of a query and the first word of its first item. */
  static boolean mayBeginQuery(Token token, SqlLexer lexer) {
    return token == Token.WORD
        ? BEFORE_A_QUERY.contains(lexer.word().toLowerCase(Locale.ROOT))
        : token == Token.SIGN && lexer.is("(");
  }

  /** The label of an item that ends here. */
  static boolean mayBeLabel(Token token, SqlLexer lexer) {
    return switch (token) {
      case WORD -> !lexer.word().equalsIgnoreCase("end");
      case NAME, STRING_OR_NAME -> true;
      default -> false;
    };
  }
}
