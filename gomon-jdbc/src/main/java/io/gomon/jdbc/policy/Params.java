/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.AbstractList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parameters bound to a statement, by position: a list that is its own view, since the event
 * copies it anyway. Belongs to the thread that uses the statement.
 */
final class Params extends AbstractList<@Nullable Object> {
  private static final int MAX_PARAMETERS = 1_000;

  private @Nullable Object[] values = new @Nullable Object[4];
  private int size;

  void bind(int position, @Nullable Object value) {
    if (position < 1 || position > MAX_PARAMETERS) {
      return;
    }
    if (position > values.length) {
      values = Arrays.copyOf(values, Math.max(position, 2 * values.length));
    }
    values[position - 1] = value;
    size = Math.max(size, position);
  }

  Object copy() {
    return Arrays.asList(Arrays.copyOf(values, size));
  }

  @Override
  public void clear() {
    Arrays.fill(values, null);
    size = 0;
  }

  @Override
  public @Nullable Object get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return size;
  }
}
