/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import java.util.List;

/**
 * A statement made by a random program: pieces of SQL as one dialect writes them, with literals of
 * which each holds a secret.
 */
final class SqlScript {
  static final String SECRET = "zQ7canaryQz";

  private static final List<String> CODE =
      List.of(
          " select a, b from t where c = ",
          " and d in (",
          ") or ",
          " , ",
          " = ",
          ", (",
          " || ",
          " insert into t (a, b) values (",
          "\n",
          "::text ",
          " - ",
          " /* it is fine */ ",
          " is null ",
          ".5 ",
          "; ");

  private final byte[] program;
  private final SqlDialect dialect;
  private int next;

  SqlScript(byte[] program, SqlDialect dialect) {
    this.program = program;
    this.dialect = dialect;
  }

  private int next() {
    return next < program.length ? program[next++] & 0xff : 0;
  }

  /**
   * The statement.
   *
   * @param others how its literals are: another number, other literals
   */
  String text(int others) {
    StringBuilder sql = new StringBuilder("select ");
    next = 0;
    while (next < Math.min(program.length, 200)) {
      int what = next();
      if (what % 3 == 0) {
        // PostgreSQL continues a string with another one behind it.
        sql.append(dialect == SqlDialect.POSTGRESQL ? " || " : " ")
            .append(literal(what / 3, others))
            .append(' ');
      } else if (what % 11 == 1) {
        sql.append(special());
      } else {
        sql.append(CODE.get(what / 3 % CODE.size()));
      }
    }
    return sql.toString();
  }

  /** What this dialect alone takes for a comment or a name. */
  private String special() {
    return switch (dialect) {
      case POSTGRESQL -> " /* a /* ' */ \" */ ";
      case MYSQL -> next() % 2 == 0 ? " # it's\n" : " `it's` ";
      case SQL_SERVER -> next() % 2 == 0 ? " [it's] " : " [a]]'b] ";
      case UNKNOWN -> " x ";
      default -> " \"it's\" ";
    };
  }

  private String literal(int kind, int others) {
    String inner = inner(others);
    int form = kind % 4;
    if (form == 0) {
      return Integer.toString(others * 7 + 1);
    }
    return switch (dialect) {
      case POSTGRESQL ->
          switch (form) {
            case 1 -> "$tag$" + inner + "' $$ $tag$";
            case 2 -> "E'" + inner.replace("'", "\\'") + "\\\\'";
            default -> quoted(inner + "\\", '\'');
          };
      case MYSQL ->
          form == 1
              ? quoted(inner.replace("'", "\\'") + "\\\\", '"')
              : quoted(inner.replace("\"", "\\\""), '\'');
      case ORACLE -> form == 1 ? "q'[" + inner + "'' ]'" : quoted(inner + "\\", '\'');
      case UNKNOWN -> quoted(inner, '\'');
      default -> (form == 1 ? "N" : "") + quoted(inner + "\\", '\'');
    };
  }

  private String inner(int others) {
    String around =
        List.of("", "it's ", "--", "/* ", "\" ", "$1 ", "] ", "# ", "\n").get(next() % 9);
    return around + SECRET + others + around;
  }

  private static String quoted(String inner, char quote) {
    String mark = String.valueOf(quote);
    return mark + inner.replace(mark, mark + mark) + mark;
  }
}
