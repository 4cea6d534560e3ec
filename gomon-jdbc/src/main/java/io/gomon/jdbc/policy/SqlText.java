/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.jdbc.profile.ShapeTimes;
import io.gomon.jdbc.sql.SqlDialect;
import io.gomon.jdbc.sql.SqlShape;
import org.jspecify.annotations.Nullable;

/**
 * A SQL text, and what was found out about it: once for all its executions, as long as {@link
 * JdbcPolicy} remembers it. Any thread; a race finds out twice.
 */
final class SqlText {
  final String sql;

  private static final int USES_OF_A_TEXT_THAT_COMES_AGAIN = 4;

  private final JdbcPolicy policy;
  private volatile @Nullable SecretPositions secrets;
  private volatile @Nullable Shape shape;
  private volatile ColumnLayout columns = ColumnLayout.NONE;

  /** How many rows were kept last time, for the room that is made at first. */
  private int rows = 10;

  /** Negative until asked for. */
  private int selectedColumns = -1;

  /** Where its executions are counted. A race looks it up again. */
  private @Nullable ShapeTimes times;

  private @Nullable Cut cut;

  /** A race counts too little. */
  private byte uses;

  private record Cut(String text, int maxChars) {}

  private record Shape(String text, SqlDialect dialect) {}

  SqlText(String sql, JdbcPolicy policy) {
    this.sql = sql;
    this.policy = policy;
  }

  /** The same text for a GoMon that may be another one. */
  SqlText under(JdbcPolicy other) {
    return other == policy ? this : other.textOf(sql);
  }

  /**
   * See {@link SqlShape}. Where one text runs on databases of several dialects, it is known in the
   * one that was asked for last.
   */
  String shape(SqlDialect dialect) {
    Shape known = shape;
    if (known == null || known.dialect != dialect) {
      known = new Shape(SqlShape.of(sql, dialect), dialect);
      shape = known;
      times = null;
    }
    return known.text;
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
    String run = shape(by.connection.dialect());
    times = policy.watch().ended(event, run, failed, times, by);
  }

  private SqlDialect dialect() {
    Shape shaped = shape;
    return shaped == null ? SqlDialect.UNKNOWN : shaped.dialect;
  }

  /** Where the secrets of this statement are, as far as its text tells. */
  SecretPositions secrets() {
    SecretPositions known = secrets;
    if (known == null) {
      known = SqlSecrets.find(sql, dialect(), policy::isSecret);
      secrets = known;
    }
    return known;
  }

  /** How many columns it selects; {@link SelectList#UNKNOWN} where its text does not tell. */
  int selectedColumns() {
    int known = selectedColumns;
    if (known < 0) {
      known = SelectList.count(sql, dialect());
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
