/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.sql;

import io.gomon.jdbc.sql.SqlLexer.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names that a SQL text gives to secret columns: in {@code select d from (select password
 * as d from t)} the name {@code d}. An item of a select list, however deep, that holds a secret
 * name makes its last word one; what is in its place in the first select of a union; and what is in
 * its place in a list of names, {@code with t (d) as (select …)} and {@code (select …) as t (d)}.
 */
final class SecretAliases {
  /** A name of a name of a name. */
  private static final int MAX_ROUNDS = 8;

  private static final Set<String> BEHIND_THE_LIST =
      Set.of("from", "into", "where", "union", "intersect", "except", "minus");

  /** Another select of a union follows, perhaps in parentheses. */
  private static final Set<String> BEFORE_ANOTHER =
      Set.of("union", "intersect", "except", "minus", "all", "distinct");

  /** Between a list of names and its select. */
  private static final Set<String> BEFORE_A_SELECT = Set.of("as", "not", "materialized");

  private final SqlLexer lexer;
  private final Predicate<String> isSecret;
  private final Set<String> aliases;
  private final List<Level> levels = new ArrayList<>();
  private Level level = new Level();
  private String lastWord = "";
  private boolean anotherFollows;

  /** What was closed last, while a list of its names, or what it names, may follow. */
  private @Nullable Level closed;

  private int wordsSinceClose;

  /** What is in one pair of parentheses. */
  private static final class Level {
    /** Of the items of the first select, or as the text lists them. */
    final List<String> names = new ArrayList<>();

    final BitSet secretItems = new BitSet();
    boolean selects;
    boolean inList;
    boolean secretSeen;
    int item;

    /** The select whose columns get their names here. */
    @Nullable Level named;

    /** Another select of the union outside. */
    boolean isAnother;
  }

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
        case WORD -> takeWord(lexer.word());
        case NAME, STRING_OR_NAME -> takeName(lexer.word());
        case SIGN -> takeSign(lexer.word());
        default -> closed = null;
      }
    }
    endItem();
  }

  private void takeWord(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("select") || word.equals("returning")) {
      level.selects = true;
      level.inList = true;
      level.secretSeen = false;
      level.item = 0;
      lastWord = "";
    } else if (level.inList && BEHIND_THE_LIST.contains(word)) {
      endItem();
      level.inList = false;
      lastWord = "";
    } else {
      takeName(text);
    }
    anotherFollows = BEFORE_ANOTHER.contains(word);
    wordsSinceClose += BEFORE_A_SELECT.contains(word) ? 0 : 1;
  }

  private void takeName(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    level.secretSeen |= isSecret.test(text) || aliases.contains(word);
    lastWord = word;
  }

  private void takeSign(String sign) {
    switch (sign) {
      case "(" -> open();
      case ")" -> close();
      case ",", ";" -> endItem();
      default -> {
        // Operators and the rest do not matter.
      }
    }
    closed = sign.equals(")") ? closed : null;
    anotherFollows = false;
  }

  private void open() {
    Level opened = new Level();
    Level before = closed;
    if (before != null && before.selects) {
      opened.named = wordsSinceClose == 1 ? before : null;
    } else if (before != null && wordsSinceClose == 0) {
      opened.names.addAll(before.names);
    }
    if (anotherFollows) {
      opened.isAnother = true;
      opened.names.addAll(level.names);
    }
    levels.add(level);
    level = opened;
    lastWord = "";
  }

  private void close() {
    endItem();
    Level inner = level;
    Level select = inner.named;
    if (select != null) {
      select.secretItems.stream()
          .filter(item -> item < inner.names.size())
          .forEach(item -> addAlias(inner.names.get(item)));
    }
    level = levels.isEmpty() ? new Level() : levels.remove(levels.size() - 1);
    level.secretSeen |= inner.secretSeen || !inner.secretItems.isEmpty();
    if (inner.isAnother) {
      level.secretItems.or(inner.secretItems);
    }
    closed = inner;
    wordsSinceClose = 0;
    lastWord = "";
  }

  /** Of a select list, or of what may be a list of names. */
  private void endItem() {
    if (level.selects && !level.inList) {
      return;
    }
    if (level.item == level.names.size()) {
      level.names.add(lastWord);
    }
    if (level.inList && level.secretSeen) {
      level.secretItems.set(level.item);
      addAlias(lastWord);
      addAlias(level.item < level.names.size() ? level.names.get(level.item) : "");
    }
    level.secretSeen = level.secretSeen && !level.inList;
    level.item++;
  }

  private void addAlias(String name) {
    if (!name.isEmpty() && !name.equals("end") && !isSecret.test(name)) {
      aliases.add(name);
    }
  }
}
