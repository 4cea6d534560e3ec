/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.jdbc.profile.ShapeTimes;
import io.gomon.jdbc.sql.SecretPositions;
import io.gomon.jdbc.sql.SelectList;
import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlSecrets;
import io.gomon.jdbc.sql.SqlShape;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A SQL text as one dialect reads it, and what was found out about it: once for all its executions,
 * as long as {@link JdbcPolicy} remembers it. Any thread; a race finds out twice.
 */
final class SqlText {
  private static final AtomicReferenceFieldUpdater<SqlText, SqlText> OTHER =
      AtomicReferenceFieldUpdater.newUpdater(SqlText.class, SqlText.class, "other");

  private static final int USES_OF_A_TEXT_THAT_COMES_AGAIN = 4;

  final String sql;
  private final JdbcPolicy policy;
  private final SqlDialect dialect;

  /** The same text in another dialect; written once, so there are at most as many as dialects. */
  private volatile @Nullable SqlText other;

  private volatile @Nullable SecretPositions secrets;
  private volatile @Nullable String shape;
  private volatile ColumnLayout columns = ColumnLayout.NONE;

  /** For the result whose columns were named last. */
  private volatile @Nullable Named named;

  private @Nullable Boolean hidesText;

  /** How many rows were kept last time, for the room that is made at first. */
  private int rows = 10;

  /** Negative until asked for. */
  private int selectedColumns = -1;

  /** Where its executions are counted. A race looks it up again. */
  private @Nullable ShapeTimes times;

  private @Nullable Cut cut;

  /** A race counts too little. */
  private byte uses;

  private record Named(SqlText text, BitSet secretOnes) {}

  private record Cut(String text, int maxChars) {}

  SqlText(String sql, SqlDialect dialect, JdbcPolicy policy) {
    this.sql = sql;
    this.dialect = dialect;
    this.policy = policy;
  }

  /** The same text for a GoMon, and a dialect, that may be others. */
  SqlText under(JdbcPolicy now, SqlDialect reader) {
    return now == policy ? in(reader) : now.textOf(sql, reader);
  }

  boolean isOf(JdbcPolicy other) {
    return policy == other;
  }

  /** The same text as this dialect reads it. */
  SqlText in(SqlDialect reader) {
    for (SqlText each = this; ; ) {
      if (each.dialect == reader) {
        return each;
      }
      SqlText next = each.other;
      if (next == null) {
        SqlText made = new SqlText(sql, reader, policy);
        if (OTHER.compareAndSet(each, null, made)) {
          return made;
        }
        next = each;
      }
      each = next;
    }
  }

  /** See {@link SqlShape}. */
  String shape() {
    String known = shape;
    if (known == null) {
      known = SqlShape.of(sql, dialect);
      shape = known;
    }
    return known;
  }

  /** The text or its beginning. */
  String cut(int maxChars) {
    if (sql.length() <= maxChars) {
      return sql;
    }
    Cut known = cut;
    if (known == null || known.maxChars != maxChars) {
      known = new Cut(JdbcPolicy.cut(sql, maxChars), maxChars);
      cut = known;
    }
    return known.text;
  }

  /** Whether it is worth to keep something for the next time: asked at each use. */
  boolean comesAgain() {
    if (uses < USES_OF_A_TEXT_THAT_COMES_AGAIN) {
      uses++;
      return false;
    }
    return true;
  }

  /** An execution of it has ended. */
  void ended(StatementRecord by, EventTracker event, boolean failed) {
    times = policy.watch().ended(event, shape(), failed, times, by);
  }

  /** Where the secrets of this statement are, as far as its text tells. */
  SecretPositions secrets() {
    SecretPositions known = secrets;
    if (known == null) {
      known = SqlSecrets.find(sql, dialect, policy::isSecret);
      secrets = known;
    }
    return known;
  }

  /**
   * What is known about its generated keys; null for nothing. Drivers may give columns that the
   * application has not named, and in their own order: those may be whatever the text says is one.
   */
  @Nullable SqlText keys(String @Nullable [] names) {
    SecretPositions ofKeys = names == null ? secrets().ofUnnamedKeys() : ofNamed(names);
    if (ofKeys == SecretPositions.NONE) {
      return null;
    }
    SqlText keys = new SqlText("", dialect, policy);
    keys.secrets = ofKeys;
    return keys;
  }

  private SecretPositions ofNamed(String[] names) {
    BitSet columns = new BitSet();
    for (int i = 0; i < names.length; i++) {
      columns.set(i + 1, names[i] != null && policy.isSecret(names[i]));
    }
    return SecretPositions.ofColumns(columns);
  }

  /** Whether the text itself has a secret in it, so that only its shape may be shown. */
  boolean hidesText() {
    Boolean known = hidesText;
    if (known == null) {
      known = mayHaveLiterals() && secrets().hasLiterals();
      hidesText = known;
    }
    return known;
  }

  private boolean mayHaveLiterals() {
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\'' || c == '"' || c == '$' || (c >= '0' && c <= '9')) {
        return true;
      }
    }
    return false;
  }

  /** Whether the names of the columns are not all in the text. */
  boolean wantsNames() {
    return secrets().wantsNames();
  }

  /**
   * The same text for a result that has these columns, by place, from 0; several names of one are
   * on lines of their own. It holds for that result alone: another database, or the same one
   * tomorrow, may have other columns.
   */
  SqlText named(@Nullable String[] names) {
    BitSet secretOnes = new BitSet();
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      secretOnes.set(i + 1, name == null || name.lines().anyMatch(this::isSecretName));
    }
    Named known = named;
    if (known == null || !known.secretOnes.equals(secretOnes)) {
      SqlText made = new SqlText(sql, dialect, policy);
      made.secrets = secrets().withColumns(secretOnes);
      known = new Named(made, secretOnes);
      named = known;
    }
    return known.text;
  }

  private boolean isSecretName(String name) {
    return policy.isSecret(name) || secrets().label(name);
  }

  /** How many columns it selects; {@link SelectList#UNKNOWN} where its text does not tell. */
  int selectedColumns() {
    int known = selectedColumns;
    if (known < 0) {
      known = SelectList.count(sql, dialect);
      selectedColumns = known;
    }
    return known;
  }

  /** The columns that were read last time, which will be those of the next time, mostly. */
  ColumnLayout columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  void remember(ColumnLayout readColumns, int keptRows) {
    if (columns != readColumns) {
      columns = readColumns;
    }
    if (rows != keptRows) {
      rows = keptRows;
    }
  }
}
