/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.jdbc.sql.SqlDialect;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one SQL text in one dialect: found once, and shared by all who run it.
 * Immutable, but for the text that was cut last; a race cuts it twice.
 */
final class SqlText {
  final SqlDialect dialect;

  /** See {@link io.gomon.jdbc.sql.SqlShape}. */
  final String shape;

  final SecretPositions secrets;
  private final String sql;
  private volatile @Nullable Cut cut;

  private record Cut(String text, int maxChars) {}

  SqlText(String sql, SqlDialect dialect, String shape, SecretPositions secrets) {
    this.sql = sql;
    this.dialect = dialect;
    this.shape = shape;
    this.secrets = secrets;
  }

  /** The text or its beginning. */
  String query(int maxChars) {
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
}
