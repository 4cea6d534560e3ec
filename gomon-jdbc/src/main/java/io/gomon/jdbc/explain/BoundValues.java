/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.spi.Redactor;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds again what was bound to the slow execution, if it is known, and no secret. */
final class BoundValues {
  private final List<@Nullable Object> values;
  private final boolean textIsUntyped;

  /**
   * @param values as events have them
   * @param textIsUntyped whether the database tells the type of a text by what stands beside it
   */
  BoundValues(List<@Nullable Object> values, boolean textIsUntyped) {
    this.values = values;
    this.textIsUntyped = textIsUntyped;
  }

  /**
   * Whether these are the values themselves: neither masked nor cut nor placeholders.
   *
   * @param maxChars where texts are cut
   */
  boolean areWhole(int count, int maxChars, Redactor redactor) {
    return values.size() == count
        && values.stream().allMatch(value -> isWhole(value, maxChars, redactor));
  }

  private static boolean isWhole(@Nullable Object value, int maxChars, Redactor redactor) {
    if (!(value instanceof String text)) {
      return true;
    }
    boolean isPlaceholder = text.startsWith("<") && text.endsWith(">");
    // One that is cut inside of a pair is one shorter; what exactly fits is taken for cut.
    boolean isCut = text.length() >= maxChars - 1;
    return !isPlaceholder
        && !isCut
        && !text.equals(Redactor.MASK)
        && redactor.redact(text).equals(text);
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      bind(statement, i + 1, values.get(i));
    }
  }

  private void bind(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    if (value instanceof Long number && number == number.intValue()) {
      // Events have all whole numbers as long; of most the application means an int.
      statement.setInt(position, number.intValue());
    } else if (value instanceof String text && textIsUntyped) {
      // It may have been a date, a decimal, a UUID.
      statement.setObject(position, text, Types.OTHER);
    } else {
      statement.setObject(position, value);
    }
  }

  /** Binds NULL everywhere, for a plan that does not depend on values. */
  static void bindNulls(PreparedStatement statement, int count) throws SQLException {
    for (int i = 1; i <= count; i++) {
      statement.setNull(i, Types.NULL);
    }
  }
}
