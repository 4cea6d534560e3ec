/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.spi.FrozenValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns that an application reads of a result, by index or by label, in the order of their
 * first use, and which of them are secret. Immutable, so that results of one statement share it.
 */
final class ColumnLayout {
  static final ColumnLayout NONE = new ColumnLayout(new Object[0], 0);

  /** Nobody reads there: drivers refuse what is below 1, and some may take 0. */
  private static final int NO_INDEX = Integer.MIN_VALUE;

  /** One for each bit of {@link #secret}. */
  private static final int MAX_COLUMNS = 64;

  /** Labels as String, indexes as Long: as listeners see them. */
  private final Object[] names;

  /** The indexes among them; {@link #NO_INDEX} for a label, and for what is secret. */
  private final int[] indexes;

  private final long secret;
  private final FrozenValues list;

  private ColumnLayout(Object[] names, long secret) {
    this.names = names;
    this.indexes = new int[names.length];
    for (int column = 0; column < names.length; column++) {
      boolean isPlain = !isSecret(column, secret) && names[column] instanceof Long;
      indexes[column] = isPlain ? ((Long) names[column]).intValue() : NO_INDEX;
    }
    this.secret = secret;
    this.list = FrozenValues.list(names, names.length);
  }

  int size() {
    return names.length;
  }

  /**
   * The index at which a column is read; {@link #NO_INDEX} when it is read by its label, is secret,
   * or is none.
   */
  int indexAt(int column) {
    return column < indexes.length ? indexes[column] : NO_INDEX;
  }

  boolean isAt(int column, int index) {
    return names[column] instanceof Long other && other == index;
  }

  boolean isAt(int column, String label) {
    Object name = names[column];
    return name == label || label.equals(name);
  }

  boolean isSecret(int column) {
    return isSecret(column, secret);
  }

  private static boolean isSecret(int column, long secret) {
    return (secret & 1L << column) != 0;
  }

  boolean isFull(int used) {
    return used == MAX_COLUMNS;
  }

  /** The first columns, and another one. */
  ColumnLayout with(int used, Object name, boolean isSecret) {
    @Nullable Object[] longer = Arrays.copyOf(names, used + 1);
    longer[used] = name;
    long kept = secret & (1L << used) - 1;
    return new ColumnLayout(longer, kept | (isSecret ? 1L << used : 0));
  }

  /** The names of the first columns. */
  FrozenValues list(int used) {
    return used == names.length ? list : FrozenValues.list(names, used);
  }
}
