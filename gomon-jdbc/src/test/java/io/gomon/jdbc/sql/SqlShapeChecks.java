/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.BitSet;
import java.util.Locale;

/** What holds of the shape of each text: for the fuzz test, and for the one that goes with it. */
final class SqlShapeChecks {
  private SqlShapeChecks() {}

  /** Runs the bytes as a program that makes a statement, and takes them for a text as well. */
  static void check(byte[] program) {
    StringBuilder text = new StringBuilder();
    for (byte each : program) {
      text.append(character(each & 0xff));
    }
    for (SqlDialect dialect : SqlDialect.values()) {
      checkText(text.toString(), dialect);
      checkSecrets(new SqlScript(program, dialect), dialect);
    }
  }

  /** Mostly those that matter. */
  private static String character(int code) {
    String often = "''\"\"`[]\\$$#--/**/!qQeEnux?:@.,();<>=+ \n\r\tan1_…";
    return code < 200
        ? String.valueOf(often.charAt(code % often.length()))
        : new String[] {" in (", " values ", "escape ", "1e", "''", "q'", "$a$", "é"}[code % 8];
  }

  private static void checkText(String text, SqlDialect dialect) {
    String shape = SqlShape.of(text, dialect);
    assertThat(shape.length()).isLessThanOrEqualTo(SqlShape.MAX_CHARS);
    assertThat(SqlShape.of(shape, dialect)).as("%s of %s", dialect, text).isEqualTo(shape);
    boolean isGuess = text.toLowerCase(Locale.ROOT).contains("escape") || text.contains("\".\"");
    if (dialect != SqlDialect.UNKNOWN && !isGuess) {
      BitSet shown = shown(text, SqlDialect.UNKNOWN, false);
      shown.and(shown(text, dialect, true));
      assertThat(shown.isEmpty()).as("strings of %s shown in %s", dialect, text).isTrue();
    }
  }

  /** The characters that are part of a string, or of anything that a shape shows. */
  private static BitSet shown(String text, SqlDialect dialect, boolean strings) {
    BitSet found = new BitSet();
    SqlLexer lexer = new SqlLexer(text, dialect);
    int end = 0;
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      assertThat(lexer.start()).isGreaterThanOrEqualTo(end);
      assertThat(lexer.end()).isGreaterThan(lexer.start());
      end = lexer.end();
      boolean isString = token == Token.STRING;
      boolean isMasked =
          isString || token == Token.STRING_OR_NAME || token == Token.NUMBER || token == Token.REST;
      if (strings ? isString : !isMasked) {
        found.set(isString ? quote(text, lexer.start()) : lexer.start(), lexer.end());
      }
    }
    return found;
  }

  /** Where a string begins to hold what is written in it: behind a prefix such as _utf8mb4. */
  private static int quote(String text, int start) {
    return SqlChars.isWordStart(text.charAt(start)) ? text.indexOf('\'', start) : start;
  }

  private static void checkSecrets(SqlScript script, SqlDialect dialect) {
    String sql = script.text(1);
    String shape = SqlShape.of(sql, dialect);
    assertThat(shape).as(sql).doesNotContain(SqlScript.SECRET);
    assertThat(SqlShape.of(sql, SqlDialect.UNKNOWN)).as(sql).doesNotContain(SqlScript.SECRET);
    assertThat(SqlShape.of(script.text(20), dialect)).as(sql).isEqualTo(shape);
    assertThat(SqlShape.of(shape, dialect)).as(sql).isEqualTo(shape);
  }
}
