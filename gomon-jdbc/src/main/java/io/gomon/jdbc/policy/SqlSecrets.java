/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlLexer;
import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
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
 * secret name is a secret column. When in doubt more is masked, not less: all, where the text
 * cannot be read to its end.
 */
final class SqlSecrets {
  private final SqlLexer lexer;
  private final Predicate<String> isSecret;
  private final BitSet parameters = new BitSet();
  private final BitSet columns = new BitSet();
  private int depth;
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
  private String lastWord = "";
  private final Set<String> labels = new HashSet<>();

  /** Whether the places of parameters can be told: not of those with names or numbers. */
  private boolean placesAreKnown = true;

  private boolean secretSeen;

  private SqlSecrets(SqlLexer lexer, Predicate<String> isSecret) {
    this.lexer = lexer;
    this.isSecret = isSecret;
  }

  /** Looks through a text once; one that is too long is taken for secret as a whole. */
  static SecretPositions find(String sql, SqlDialect dialect, Predicate<String> isSecret) {
    if (sql.length() > SqlLexer.MAX_CHARS) {
      return SecretPositions.all();
    }
    SqlSecrets secrets = new SqlSecrets(new SqlLexer(sql, dialect), isSecret);
    return secrets.findAll();
  }

  private SecretPositions findAll() {
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      take(token);
    }
    endTerm();
    endItem();
    if (lexer.isLost()) {
      return SecretPositions.all();
    }
    return placesAreKnown || !secretSeen
        ? SecretPositions.of(parameters, columns, labels)
        : SecretPositions.allParameters(columns, labels);
  }

  private void take(Token token) {
    boolean isNumbered = token == Token.PARAMETER && lexer.word().length() > 1;
    placesAreKnown &= !isNumbered && token != Token.VARIABLE;
    switch (token) {
      case WORD, NAME, STRING_OR_NAME, VARIABLE -> takeWord(lexer.word());
      case PARAMETER -> takeParameter();
      case SIGN -> takeSign(lexer.word());
      default -> {
        // Values of the text itself are no parameters.
      }
    }
  }

  private void takeSign(String sign) {
    switch (sign) {
      case "(" -> open();
      case ")" -> close();
      case "," -> comma();
      case ";" -> endTerm();
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

  private void takeWord(String word) {
    if (isSecret.test(word)) {
      secretSeen = true;
      termSecret = true;
      if (inColumnList) {
        insertColumns.set(place);
      }
      if (inSelectList) {
        columns.set(item);
      }
      lastWord = word;
      return;
    }
    takeOpenWord(word.toLowerCase(Locale.ROOT));
    lastWord = word;
  }

  private void takeOpenWord(String word) {
    switch (word) {
      // Their parts are terms by the keywords, and are none in truth.
      case "case", "between" -> placesAreKnown = false;
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
        if (depth == selectDepth) {
          endItem();
          inSelectList = false;
        }
        placeDepth = -1;
      }
      case "set", "on" -> {
        endTerm();
        placeDepth = -1;
      }
      case "returning" -> {
        endTerm();
        placeDepth = -1;
        beginSelectList();
      }
      case "union", "intersect", "except", "minus" -> {
        endTerm();
        endItem();
        selectSeen = selectSeen && depth != 0;
      }
      case "where", "and", "or", "when", "then", "else", "having", "order", "group" -> endTerm();
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
      if (!inInsert) {
        beginSelectList();
      }
    }
    if (inInsert && depth == 0) {
      placeDepth = 0;
      place = 0;
    }
  }

  private void beginSelectList() {
    inSelectList = true;
    selectDepth = depth;
    item = 1;
  }

  /** The last word of an item is its label. */
  private void endItem() {
    if (inSelectList && columns.get(item)) {
      labels.add(lastWord.toLowerCase(Locale.ROOT));
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
      endItem();
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
}
