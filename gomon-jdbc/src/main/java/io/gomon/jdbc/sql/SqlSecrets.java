/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the parameters and result columns that go by a secret name in a SQL text.
 *
 * <p>No grammar of a dialect, but habits that all of them share. The text is read as words,
 * parameters and punctuation; strings and comments are left out. (1) Between two separators (a
 * comma on the same level, a clause keyword, AND, OR) lies a term; where a term holds a secret
 * name, all its parameters are secret: {@code password = hash(?)}. (2) In {@code insert into t (a,
 * b) values (?, ?)} the parameter at the place of a secret column is secret. (3) The same for
 * {@code insert into t (a, b) select ?, ?}. (4) An item of the outermost select list that holds a
 * secret name is a secret column, and so may be all from a star on. (5) A name that the text gives
 * to a secret column, {@link SecretAliases}, is one, and so may be any label of a secret column
 * that only the database knows. Literals are taken as parameters are. (6) A value in a list inside
 * of the text, {@code using (values (?))}, gets its column elsewhere, and may be a secret one; a
 * number that is written there is not taken for one. When in doubt more is masked, not less: all,
 * where the text cannot be read to its end.
 */
public final class SqlSecrets {
  private final SqlLexer lexer;
  private final Predicate<String> isSecret;
  private final BitSet parameters = new BitSet();
  private final BitSet columns = new BitSet();
  private int depth;
  private int parametersSeen;

  private int termDepth;
  private int termStart;
  private boolean termSecret;
  private boolean termLiteral;
  private boolean anyLiteral;
  private boolean secretLiteral;

  /** Columns of the insert's list that are secret, from 0. */
  private final BitSet insertColumns = new BitSet();

  private boolean inInsert;
  private int insertDepth;
  private boolean inColumnList;
  private int place;
  private int placeDepth = -1;

  private boolean inSelectList;
  private boolean selectSeen;

  /** Whether a select that comes now, in parentheses or not, gives rows of the result. */
  private boolean expectsQuery = true;

  private int selectDepth;
  private int item = 1;
  private String lastWord = "";

  private final ItemLabels labels;

  /** Whether what was read last may be the label of an item. */
  private boolean endsInName;

  /** The first item that is a star; 0 for none. */
  private int star;

  private boolean operatorBefore;

  /** Whether an operand of a multiplication may have come right before. */
  private boolean operandBefore;

  private boolean starBefore;
  private boolean hasSubselect;

  /** Depths of the lists whose values get their columns elsewhere in the text. */
  private final BitSet nestedLists = new BitSet();

  private boolean nestedLiteral;

  /** Whether the places of parameters can be told: not of those with names or numbers. */
  private boolean placesAreKnown = true;

  private boolean secretSeen;

  private SqlSecrets(SqlLexer lexer, Predicate<String> isSecret, Set<String> aliases) {
    this.lexer = lexer;
    this.isSecret =
        aliases.isEmpty()
            ? isSecret
            : name -> isSecret.test(name) || aliases.contains(name.toLowerCase(Locale.ROOT));
    this.labels = new ItemLabels(aliases);
  }

  /** Looks through a text once; one that is too long is taken for secret as a whole. */
  public static SecretPositions find(String sql, SqlDialect dialect, Predicate<String> isSecret) {
    if (sql.length() > SqlLexer.MAX_CHARS) {
      return SecretPositions.all();
    }
    SqlSecrets secrets = new SqlSecrets(new SqlLexer(sql, dialect), isSecret, Set.of());
    SecretPositions found = secrets.findAll();
    if (!secrets.secretSeen || !secrets.hasSubselect) {
      return found;
    }
    Set<String> aliases = SecretAliases.find(sql, dialect, isSecret);
    return aliases.isEmpty()
        ? found
        : new SqlSecrets(new SqlLexer(sql, dialect), isSecret, aliases).findAll();
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
    boolean areAll = secretSeen && !placesAreKnown;
    secretLiteral |= secretSeen && nestedLiteral;
    return SecretPositions.of(
        areAll ? null : parameters,
        columns,
        star,
        labels.of(columns),
        areAll ? anyLiteral : secretLiteral);
  }

  private void take(Token token) {
    if (starBefore && !ItemTokens.mayBeRight(token, lexer)) {
      starSeen();
    }
    starBefore = false;
    expectsQuery = expectsQuery && ItemTokens.mayBeginQuery(token, lexer);
    boolean isNumbered = token == Token.PARAMETER && lexer.word().length() > 1;
    placesAreKnown &= !isNumbered && token != Token.VARIABLE;
    switch (token) {
      case WORD -> takeWord(lexer.word());
      case NAME, STRING_OR_NAME, VARIABLE -> takeName(lexer.word());
      case PARAMETER -> takeParameter();
      case SIGN -> takeSign(lexer.word());
      default -> takeLiteral(token);
    }
    operandBefore = ItemTokens.mayBeLeft(token, lexer);
    endsInName = !operatorBefore && ItemTokens.mayBeLabel(token, lexer);
    operatorBefore = ItemTokens.isOperator(token, lexer);
  }

  private void starSeen() {
    if (inSelectList && depth == selectDepth && (star == 0 || item < star)) {
      star = item;
    }
  }

  private void takeLiteral(Token token) {
    anyLiteral = true;
    // Of numbers there are too many, as in "exists (select 1 ...)".
    nestedLiteral |= token != Token.NUMBER && !nestedLists.isEmpty();
    termLiteral = true;
    secretLiteral |= placeDepth >= 0 && insertColumns.get(place);
  }

  private void takeSign(String sign) {
    switch (sign) {
      case "(" -> open();
      case ")" -> close();
      case "," -> comma();
      case ";" -> endStatement();
      case "*" -> {
        if (operandBefore) {
          starBefore = true;
        } else {
          starSeen();
        }
      }
      default -> {
        // Operators and the rest do not matter.
      }
    }
  }

  private void takeParameter() {
    parametersSeen++;
    placesAreKnown &= nestedLists.isEmpty();
    if (placeDepth >= 0 && insertColumns.get(place)) {
      parameters.set(parametersSeen);
    }
  }

  private void takeWord(String word) {
    if (!isSecret.test(word)) {
      takeOpenWord(word.toLowerCase(Locale.ROOT));
    }
    takeName(word);
  }

  /** In quotes or not. */
  private void takeName(String word) {
    if (isSecret.test(word)) {
      secretSeen = true;
      termSecret = true;
      if (inColumnList) {
        insertColumns.set(place);
      }
      if (inSelectList) {
        columns.set(item);
      }
    }
    lastWord = word;
  }

  private void takeOpenWord(String word) {
    switch (word) {
      // Their parts are terms by the keywords, and are none in truth.
      case "case", "between" -> placesAreKnown = false;
      case "into" -> {
        endTerm();
        if (!inInsert || depth <= insertDepth) {
          inInsert = true;
          beginInsert();
        }
      }
      case "select" -> select();
      case "values" -> {
        endTerm();
        placeDepth = inInsert ? depth + 1 : -1;
        place = 0;
        nested(!inInsert || depth > insertDepth);
      }
      case "from" -> {
        endTerm();
        nested(false);
        if (depth == selectDepth) {
          endItem();
          inSelectList = false;
        }
        endValues();
      }
      case "set", "on" -> {
        endTerm();
        endValues();
      }
      case "returning" -> returning();
      case "table" -> {
        if (expectsQuery) {
          star = 1;
        }
      }
      case "union", "intersect", "except", "minus" -> {
        endTerm();
        endItem();
        expectsQuery = selectSeen && depth <= selectDepth;
        selectSeen = selectSeen && depth != 0;
      }
      case "where", "and", "or", "when", "then", "else", "having", "order", "group" -> endTerm();
      case "limit", "offset", "fetch", "using", "join" -> endTerm();
      default -> {
        // A name that is no secret.
      }
    }
  }

  /** Of several in one text, each has columns of its own. */
  private void beginInsert() {
    insertDepth = depth;
    insertColumns.clear();
    placeDepth = -1;
  }

  private void endStatement() {
    endTerm();
    if (depth == 0) {
      endItem();
      inSelectList = false;
      selectSeen = false;
      inInsert = false;
      expectsQuery = true;
      beginInsert();
    }
  }

  /** The values of the insert are over, unless this is inside one of them. */
  private void endValues() {
    if (depth <= placeDepth) {
      placeDepth = -1;
    }
  }

  private void select() {
    endTerm();
    hasSubselect |= depth > 0;
    boolean isOutermost = expectsQuery || (!selectSeen && depth == 0);
    boolean isInserted = inInsert && depth == insertDepth;
    nested(depth > 0 && !isOutermost && !isInserted);
    if (isOutermost) {
      selectSeen = true;
      if (!inInsert) {
        beginSelectList();
      }
    }
    if (isInserted) {
      placeDepth = depth;
      place = 0;
    }
  }

  /** Whether such a list begins here, or ends. */
  private void nested(boolean begins) {
    nestedLists.set(Math.max(depth, 0), begins);
  }

  private void returning() {
    endTerm();
    endValues();
    hasSubselect |= depth > 0;
    if (depth == 0) {
      labels.clear();
      beginSelectList();
    }
  }

  private void beginSelectList() {
    expectsQuery = false;
    inSelectList = true;
    selectDepth = depth;
    item = 1;
  }

  /** The last word of an item is its label, if it ends in a word. */
  private void endItem() {
    if (inSelectList) {
      labels.add(item, lastWord, endsInName, columns.get(item));
    }
  }

  private void open() {
    depth++;
    if (inInsert && placeDepth < 0 && depth == insertDepth + 1 && insertColumns.isEmpty()) {
      inColumnList = true;
      place = 0;
    }
    if (depth == placeDepth) {
      place = 0;
    }
  }

  private void close() {
    if (inSelectList && depth == selectDepth) {
      endItem();
      inSelectList = false;
    }
    inColumnList = inColumnList && depth != insertDepth + 1;
    nested(false);
    depth--;
    if (inInsert && depth < insertDepth) {
      inInsert = false;
      beginInsert();
    }
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
      secretLiteral |= termLiteral;
    }
    termSecret = false;
    termLiteral = false;
    termStart = parametersSeen;
    termDepth = depth;
  }
}
