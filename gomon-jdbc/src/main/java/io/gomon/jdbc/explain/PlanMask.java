/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlLexer;
import io.gomon.jdbc.sql.SqlLexer.Token;
import io.gomon.spi.Redactor;
import java.util.regex.Pattern;

/**
 * Takes the literals out of a plan that is written like SQL: strings and numbers are {@code ?},
 * inside of comments, too, and what cannot be told apart is one {@code ?}.
 */
final class PlanMask {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private PlanMask() {}

  static String of(String plan, SqlDialect dialect) {
    return masked(plan, dialect, true);
  }

  private static String masked(String plan, SqlDialect dialect, boolean outside) {
    int length = Math.min(plan.length(), SqlLexer.MAX_CHARS);
    String text = plan.substring(0, length);
    SqlLexer lexer = new SqlLexer(text, dialect);
    StringBuilder out = new StringBuilder(length);
    int copied = 0;
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      between(text.substring(copied, lexer.start()), dialect, outside, out);
      copied = lexer.end();
      switch (token) {
        case STRING, STRING_OR_NAME, NUMBER, REST -> out.append('?');
        default -> out.append(text, lexer.start(), copied);
      }
    }
    between(text.substring(copied), dialect, outside, out);
    return out.toString();
  }

  /** Between two tokens there are blanks and comments; H2 writes its plan into comments. */
  private static void between(String text, SqlDialect dialect, boolean outside, StringBuilder out) {
    String inner = text.strip();
    if (inner.isEmpty()) {
      out.append(text);
      return;
    }
    int from = text.indexOf(inner);
    out.append(text, 0, from);
    boolean isOne =
        outside
            && inner.startsWith("/*")
            && inner.indexOf("*/") == inner.length() - 2
            && inner.length() >= 4;
    if (isOne) {
      out.append("/*");
      out.append(masked(inner.substring(2, inner.length() - 2), dialect, false));
      out.append("*/");
    } else {
      out.append('?');
    }
    out.append(text, from + inner.length(), text.length());
  }

  /** Whether any word of a text is the name of a secret: then no literal of it is shown. */
  static boolean namesSecret(String text, Redactor redactor) {
    return WORD.matcher(text).results().anyMatch(word -> redactor.isSecret(word.group()));
  }
}
