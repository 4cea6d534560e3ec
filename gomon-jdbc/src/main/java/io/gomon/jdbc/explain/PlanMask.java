/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlLexer;
import io.gomon.jdbc.sql.SqlLexer.Token;
import io.gomon.spi.Redactor;
import java.util.regex.Pattern;

/**
 * Takes the literals out of a plan that is written like SQL: strings and numbers are {@code ?},
 * inside of comments, too, since H2 writes its plan into comments. Of one thread.
 *
 * <p>H2 does not mind if a literal inside of a comment has the end of a comment in it. Such a
 * comment seems to end inside of a string; so where a comment cannot be read to its end, or has
 * another one inside, all that follows is one {@code ?}. The same for what HSQLDB has behind LIKE.
 */
final class PlanMask {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  /** Behind it HSQLDB lists the characters that LIKE compares with, in no quotes. */
  private static final String HSQLDB_PATTERN = "cLike";

  private final String text;
  private final SqlDialect dialect;
  private final boolean takesComments;
  private final StringBuilder out;
  private boolean lost;

  private PlanMask(String text, SqlDialect dialect, boolean takesComments) {
    this.text = text;
    this.dialect = dialect;
    this.takesComments = takesComments;
    this.out = new StringBuilder(text.length());
  }

  /** The plan without literals. */
  static String of(String plan, SqlDialect dialect) {
    String text = plan.substring(0, Math.min(plan.length(), SqlLexer.MAX_CHARS));
    PlanMask mask = new PlanMask(text, dialect, true);
    mask.maskAll();
    return mask.out.toString();
  }

  private void maskAll() {
    SqlLexer lexer = new SqlLexer(text, dialect);
    int copied = 0;
    for (Token token = lexer.next(); token != Token.END && !lost; token = lexer.next()) {
      between(text.substring(copied, lexer.start()));
      copied = lexer.end();
      lost |= lexer.isLost() || lexer.is(HSQLDB_PATTERN);
      if (!lost) {
        boolean isShown = !isValue(token);
        out.append(isShown ? text.substring(lexer.start(), copied) : "?");
      }
    }
    if (!lost) {
      between(text.substring(copied));
    }
    out.append(lost ? "?" : "");
  }

  private static boolean isValue(Token token) {
    return switch (token) {
      case STRING, STRING_OR_NAME, NUMBER, REST -> true;
      default -> false;
    };
  }

  /** Between two tokens there are blanks, and at most one comment. */
  private void between(String gap) {
    String comment = gap.strip();
    if (comment.isEmpty()) {
      out.append(gap);
      return;
    }
    boolean isOne =
        comment.length() >= 4
            && comment.startsWith("/*")
            && comment.indexOf("*/", 2) == comment.length() - 2;
    if (!isOne || !takesComments) {
      lost = true;
      return;
    }
    PlanMask inside = new PlanMask(comment.substring(2, comment.length() - 2), dialect, false);
    inside.maskAll();
    int from = gap.indexOf(comment);
    out.append(gap, 0, from).append("/*").append(inside.out);
    lost = inside.lost;
    if (!lost) {
      out.append("*/").append(gap, from + comment.length(), gap.length());
    }
  }

  /** Whether any word of a text is the name of a secret: then no literal of it is shown. */
  static boolean namesSecret(String text, Redactor redactor) {
    return WORD.matcher(text).results().anyMatch(word -> redactor.isSecret(word.group()));
  }
}
