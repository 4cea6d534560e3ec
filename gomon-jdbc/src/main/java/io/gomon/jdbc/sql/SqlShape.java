/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.Locale;
import java.util.Set;

/**
 * The shape of a SQL text: what is left of it when other literals make no difference.
 *
 * <p>Literals and parameters are {@code ?}, with their sign; equal neighbours in an IN list, in an
 * array and among the rows of VALUES are one; comments are gone, and white space is set anew;
 * semicolons at the end are gone. Letters keep their case, and names stay as they are. A shape has
 * at most {@value #MAX_CHARS} characters; one that is cut, or whose text is longer than a {@link
 * SqlLexer} reads, ends with {@code …}. The shape of a shape is that shape.
 *
 * <p>The text is read once, and no more is kept of it than the shape can hold. Of one thread.
 */
public final class SqlShape {
  /** The length of a shape at most. */
  public static final int MAX_CHARS = 2_048;

  private static final String CUT = "…";

  /** Behind these a parenthesis is no argument list, and a sign has nothing to its left. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("all and any as between by case cast check distinct else end except exists from having in"
                  + " inner intersect into is join left like limit not offset on or order outer over"
                  + " references return returning right select set some table then union update using"
                  + " values when where with")
              .split(" "));

  private final String text;
  private final SqlLexer lexer;
  private final SqlLists lists;
  private final StringBuilder out;
  private Token former = Token.END;

  /** The last word or sign, in lower case; empty behind anything else. */
  private String formerWord = "";

  /** A plus or minus that may belong to a number. */
  private String sign = "";

  private boolean full;

  private SqlShape(String text, SqlDialect dialect) {
    this.text = text;
    this.lexer = new SqlLexer(text, dialect);
    this.out = new StringBuilder(Math.min(text.length(), MAX_CHARS));
    this.lists = new SqlLists(out);
  }

  /** The shape of a text. Never throws. */
  public static String of(String sql, SqlDialect dialect) {
    return new SqlShape(sql, dialect).make();
  }

  private String make() {
    for (Token token = lexer.next(); token != Token.END && !full; token = lexer.next()) {
      take(token);
    }
    if (!full) {
      emitSign();
      lists.ended();
      if (text.length() > SqlLexer.MAX_CHARS) {
        put(CUT);
      }
    }
    return trimmed();
  }

  private String trimmed() {
    int end = out.length();
    while (end > 0 && (out.charAt(end - 1) == ';' || out.charAt(end - 1) == ' ')) {
      end--;
    }
    return out.substring(0, end);
  }

  private void take(Token token) {
    switch (token) {
      case WORD -> takeWord(lexer.word());
      case NAME -> takeOther(token, text.substring(lexer.start(), lexer.end()));
      case VARIABLE -> takeVariable(lexer.word());
      case NUMBER, PARAMETER -> takeValue(token);
      case SIGN -> takeSign(lexer.word());
      default -> {
        // The parts of a string that is written in parts are one.
        if (former != Token.STRING) {
          takeValue(Token.STRING);
        }
      }
    }
  }

  private void takeWord(String word) {
    emitSign();
    String lower = word.toLowerCase(Locale.ROOT);
    boolean isValue = lower.equals("null") || lower.equals("true") || lower.equals("false");
    if (isValue && lists.isInRow() && (formerWord.equals("(") || formerWord.equals(","))) {
      takeValue(Token.NUMBER);
      return;
    }
    emit(Token.WORD, word, lower);
    lists.word(lower);
  }

  private void takeVariable(String name) {
    if (name.charAt(0) == ':' || lists.isInList()) {
      takeValue(Token.PARAMETER);
    } else {
      takeOther(Token.VARIABLE, name);
    }
  }

  private void takeOther(Token token, String written) {
    emitSign();
    emit(token, written, "");
  }

  private void takeValue(Token token) {
    if (token == Token.NUMBER) {
      sign = "";
    }
    emitSign();
    emit(token, "?", "");
  }

  private void takeSign(String written) {
    emitSign();
    if ((written.equals("-") || written.equals("+")) && isNothingToTheLeft()) {
      sign = written;
      return;
    }
    boolean closes = written.equals(")") || written.equals("]");
    if (written.equals(",")) {
      lists.comma();
    } else if (closes || written.equals(";")) {
      lists.ended();
    }
    emit(Token.SIGN, written, written);
    if (closes) {
      lists.closed();
    } else if (written.equals("(") || written.equals("[")) {
      lists.opened(written.equals("["));
    }
  }

  private boolean isNothingToTheLeft() {
    return switch (former) {
      case END -> true;
      case SIGN -> !formerWord.equals(")") && !formerWord.equals("]") && !formerWord.equals("}");
      case WORD -> KEYWORDS.contains(formerWord);
      default -> false;
    };
  }

  private void emitSign() {
    if (!sign.isEmpty()) {
      String held = sign;
      sign = "";
      emit(Token.SIGN, held, held);
    }
  }

  private void emit(Token token, String written, String lower) {
    if (full) {
      return;
    }
    lists.before(lower);
    boolean spaced = isSpaced(token, lower);
    if (out.length() + (spaced ? 1 : 0) + written.length() > MAX_CHARS - 2) {
      full = true;
      put(CUT);
      return;
    }
    if (spaced) {
      out.append(' ');
    }
    lists.itemAt(out.length());
    out.append(written);
    former = token;
    formerWord = lower;
  }

  /** Ends the shape, as if it were a word. */
  private void put(String mark) {
    if (isSpaced(Token.WORD, mark)) {
      out.append(' ');
    }
    out.append(mark);
  }

  private boolean isSpaced(Token token, String lower) {
    if (former == Token.END || (former == Token.SIGN && isTightBehind(formerWord))) {
      return false;
    }
    if (token != Token.SIGN) {
      return true;
    }
    return switch (lower) {
      case ",", ")", ".", ";", "}" -> false;
      case "]" -> out.charAt(out.length() - 1) == ']' && lexer.isBlankBefore();
      case "::" -> formerWord.equals(":");
      case "[" -> lexer.isBlankBefore();
      case "(" -> former == Token.SIGN || isValue(former) || KEYWORDS.contains(formerWord);
      default -> true;
    };
  }

  private static boolean isValue(Token token) {
    return token == Token.PARAMETER || token == Token.NUMBER || token == Token.STRING;
  }

  private static boolean isTightBehind(String sign) {
    return switch (sign) {
      case "(", "[", "{", ".", "::" -> true;
      default -> false;
    };
  }
}
