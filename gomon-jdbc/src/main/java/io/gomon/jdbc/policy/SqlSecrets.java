/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.BitSet;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Finds the parameters and result columns that go by a secret name in a SQL text.
 *
 * <p>No grammar of a dialect, but four habits that all of them share. The text is read as words,
 * parameters and punctuation; strings and comments are left out. (1) Between two separators (a
 * comma on the same level, a clause keyword, AND, OR) lies a term; where a term holds a secret
 * name, all its parameters are secret: {@code password = hash(?)}. (2) In {@code insert into t (a,
 * b) values (?, ?)} the parameter at the place of a secret column is secret. (3) The same for
 * {@code insert into t (a, b) select ?, ?}. (4) An item of the outermost select list that holds a
 * secret name is a secret column. When in doubt more is masked, not less.
 */
final class SqlSecrets {
  private static final int MAX_CHARS = 65_536;
  private static final char END = 0;
  private static final char WORD = 'w';
  private static final char PARAMETER = '?';

  private final String sql;
  private final Predicate<String> isSecret;
  private final BitSet parameters = new BitSet();
  private final BitSet columns = new BitSet();
  private int position;
  private int depth;
  private String word = "";
  private int parametersSeen;

  private int termDepth;
  private int termStart;
  private boolean termSecret;

  /** Columns of the insert's list that are secret, from 0. */
  private final BitSet insertColumns = new BitSet();

  private boolean inInsert;
  private boolean inColumnList;
  private int place;
  private int placeDepth = -1;

  private boolean inSelectList;
  private boolean selectSeen;
  private int selectDepth;
  private int item = 1;

  private SqlSecrets(String sql, Predicate<String> isSecret) {
    this.sql = sql;
    this.isSecret = isSecret;
  }

  /** Looks through a text once; one that is too long is taken for secret as a whole. */
  static SecretPositions find(String sql, Predicate<String> isSecret) {
    if (sql.length() > MAX_CHARS) {
      return SecretPositions.all();
    }
    SqlSecrets secrets = new SqlSecrets(sql, isSecret);
    for (char token = secrets.next(); token != END; token = secrets.next()) {
      secrets.take(token);
    }
    secrets.endTerm();
    return SecretPositions.of(secrets.parameters, secrets.columns);
  }

  private void take(char token) {
    switch (token) {
      case WORD -> takeWord();
      case PARAMETER -> takeParameter();
      case '(' -> open();
      case ')' -> close();
      case ',' -> comma();
      case ';' -> endTerm();
      default -> {
        // Operators and the rest do not matter.
      }
    }
  }

  private void takeParameter() {
    parametersSeen++;
    if (placeDepth >= 0 && insertColumns.get(place)) {
      parameters.set(parametersSeen);
    }
  }

  private void takeWord() {
    if (isSecret.test(word)) {
      termSecret = true;
      if (inColumnList) {
        insertColumns.set(place);
      }
      if (inSelectList) {
        columns.set(item);
      }
      return;
    }
    switch (word.toLowerCase(Locale.ROOT)) {
      case "into" -> {
        inInsert = true;
        endTerm();
      }
      case "select" -> select();
      case "values" -> {
        endTerm();
        placeDepth = inInsert ? depth + 1 : -1;
        place = 0;
      }
      case "from" -> {
        endTerm();
        inSelectList = inSelectList && depth != selectDepth;
        placeDepth = -1;
      }
      case "set", "on", "returning" -> {
        endTerm();
        placeDepth = -1;
      }
      case "where", "and", "or", "when", "then", "else", "having", "union", "order", "group" ->
          endTerm();
      case "limit", "offset", "fetch", "using", "join" -> endTerm();
      default -> {
        // A name that is no secret.
      }
    }
  }

  private void select() {
    endTerm();
    if (!selectSeen && depth == 0) {
      selectSeen = true;
      inSelectList = !inInsert;
      selectDepth = depth;
    }
    if (inInsert && depth == 0) {
      placeDepth = 0;
      place = 0;
    }
  }

  private void open() {
    depth++;
    if (inInsert && placeDepth < 0 && depth == 1 && insertColumns.isEmpty()) {
      inColumnList = true;
      place = 0;
    }
    if (depth == placeDepth) {
      place = 0;
    }
  }

  private void close() {
    inColumnList = inColumnList && depth != 1;
    depth--;
    if (depth < termDepth) {
      endTerm();
    }
  }

  private void comma() {
    if (inColumnList || depth == placeDepth) {
      place++;
    }
    if (inSelectList && depth == selectDepth) {
      item++;
    }
    if (depth <= termDepth) {
      endTerm();
    }
  }

  private void endTerm() {
    if (termSecret) {
      parameters.set(termStart + 1, parametersSeen + 1);
    }
    termSecret = false;
    termStart = parametersSeen;
    termDepth = depth;
  }

  /** The next token; a word is left in {@link #word}. */
  private char next() {
    while (position < sql.length()) {
      char c = sql.charAt(position++);
      if (c == '\'') {
        skipTo("'");
      } else if (c == '"' || c == '`' || c == '[') {
        int start = position;
        skipTo(c == '[' ? "]" : String.valueOf(c));
        word = sql.substring(start, Math.max(start, position - 1));
        return WORD;
      } else if (c == '-' && isNext('-')) {
        skipTo("\n");
      } else if (c == '/' && isNext('*')) {
        skipTo("*/");
      } else if (c == '?' && isNext('?')) {
        // An escaped operator of PostgreSQL, no parameter.
        position++;
      } else if (Character.isJavaIdentifierStart(c)) {
        word = wordFrom(position - 1);
        return WORD;
      } else if (!Character.isWhitespace(c) && !Character.isDigit(c)) {
        return c;
      }
    }
    return END;
  }

  private boolean isNext(char c) {
    return position < sql.length() && sql.charAt(position) == c;
  }

  private void skipTo(String end) {
    int found = sql.indexOf(end, position);
    position = found < 0 ? sql.length() : found + end.length();
  }

  private String wordFrom(int start) {
    while (position < sql.length() && Character.isJavaIdentifierPart(sql.charAt(position))) {
      position++;
    }
    return sql.substring(start, position);
  }
}
