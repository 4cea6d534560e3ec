/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the names that a SQL text gives to secret columns: in {@code select d from (select password
 * as d from t)} the name {@code d}. An item of a select list, however deep, that holds a secret
 * name makes its last word one. A list of names behind a table's alias, {@code as t (d)}, is not
 * read.
 */
final class SecretAliases {
  /** A name of a name of a name. */
  private static final int MAX_ROUNDS = 8;

  private static final Set<String> BEHIND_THE_LIST = Set.of("from", "into", "where");

  private final SqlLexer lexer;
  private final Predicate<String> isSecret;
  private final Set<String> aliases;

  /** By depth: whether a select list is being read there, and a secret is in the present item. */
  private final BitSet inList = new BitSet();

  private final BitSet inItem = new BitSet();
  private int depth;
  private String lastWord = "";

  private SecretAliases(SqlLexer lexer, Predicate<String> isSecret, Set<String> aliases) {
    this.lexer = lexer;
    this.isSecret = isSecret;
    this.aliases = aliases;
  }

  /** In lower case. */
  static Set<String> find(String sql, SqlDialect dialect, Predicate<String> isSecret) {
    Set<String> aliases = new HashSet<>();
    int before = -1;
    for (int i = 0; i < MAX_ROUNDS && aliases.size() > before; i++) {
      before = aliases.size();
      new SecretAliases(new SqlLexer(sql, dialect), isSecret, aliases).findAll();
    }
    return aliases;
  }

  private void findAll() {
    for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
      switch (token) {
        case WORD, NAME, STRING_OR_NAME -> takeWord(lexer.word());
        case SIGN -> takeSign(lexer.word());
        default -> {
          // Values have no names.
        }
      }
    }
    endItem();
  }

  private void takeWord(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("select")) {
      inList.set(depth);
      inItem.clear(depth);
    } else if (inList.get(depth) && BEHIND_THE_LIST.contains(word)) {
      endItem();
      inList.clear(depth);
    } else if (isSecret.test(text) || aliases.contains(word)) {
      inItem.set(depth);
    }
    lastWord = word;
  }

  private void takeSign(String sign) {
    switch (sign) {
      case "(" -> {
        depth++;
        inList.clear(depth);
        inItem.clear(depth);
      }
      case ")" -> close();
      case ",", ";" -> endItem();
      default -> {
        // Operators and the rest do not matter.
      }
    }
  }

  private void close() {
    boolean holdsSecret = inItem.get(depth);
    endItem();
    if (depth > 0) {
      depth--;
      inItem.set(depth, inItem.get(depth) || holdsSecret);
    }
    lastWord = "";
  }

  private void endItem() {
    boolean isName = !lastWord.isEmpty() && !lastWord.equals("end") && !isSecret.test(lastWord);
    if (inList.get(depth) && inItem.get(depth) && isName) {
      aliases.add(lastWord);
    }
    if (inList.get(depth)) {
      inItem.clear(depth);
    }
  }
}
