/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import org.jspecify.annotations.Nullable;

/**
 * A SQL text, and what was found out about it: once for all its executions, as long as {@link
 * JdbcPolicy} remembers it. Any thread; a race finds out twice.
 */
final class SqlText {
  final String sql;

  private final JdbcPolicy policy;
  private volatile @Nullable SecretPositions secrets;
  private volatile ColumnLayout columns = ColumnLayout.NONE;

  /** How many rows were kept last time, for the room that is made at first. */
  private int rows = 10;

  SqlText(String sql, JdbcPolicy policy) {
    this.sql = sql;
    this.policy = policy;
  }

  /** The same text for a GoMon that may be another one. */
  SqlText under(JdbcPolicy other) {
    return other == policy ? this : other.textOf(sql);
  }

  /** Where the secrets of this statement are, as far as its text tells. */
  SecretPositions secrets() {
    SecretPositions known = secrets;
    if (known == null) {
      known = SqlSecrets.find(sql, policy::isSecret);
      secrets = known;
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
