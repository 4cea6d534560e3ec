/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import io.gomon.internal.Values;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list, or a table as a list of rows, that an event takes as it is: other lists are copied with
 * all that is in them. For instrumentation that makes the list itself, and often.
 *
 * <p>Whoever makes one gives the array away, and changes it no more. Its cells are in the form in
 * which listeners see values: String, Long, Double, Boolean, or null; {@link #cell} makes it.
 * Unmodifiable; any thread.
 */
public final class FrozenValues extends AbstractList<@Nullable Object> implements RandomAccess {
  /** The most cells that an event takes. */
  public static final int MAX_CELLS = Values.MAX_TOTAL_ENTRIES;

  /** The most elements of a list, rows of a table, and columns. */
  public static final int MAX_SIZE = Values.MAX_ENTRIES;

  private static final int SIZE_BITS = 16;
  private static final int SIZE = (1 << SIZE_BITS) - 1;

  /** An array, or the only element of a list: no cell is an array itself. */
  private final @Nullable Object cells;

  /** In the lower bits the size, above them the columns of a table and 1; 0 of a plain list. */
  private final int shape;

  private FrozenValues(@Nullable Object cells, int shape) {
    this.cells = cells;
    this.shape = shape;
  }

  /**
   * A list of the first cells of an array.
   *
   * @throws IllegalArgumentException if the array is shorter, or the list too long
   */
  public static FrozenValues list(@Nullable Object[] cells, int size) {
    check(cells, size, 1);
    return new FrozenValues(cells, size);
  }

  /** A list of one cell. */
  public static FrozenValues of(@Nullable Object cell) {
    return new FrozenValues(cell, 1);
  }

  /**
   * A list of rows: cell {@code row * columns + column} of the array, both from 0.
   *
   * @throws IllegalArgumentException if the array is shorter, or the table too large
   */
  public static FrozenValues table(@Nullable Object[] cells, int columns, int rows) {
    check(cells, rows, columns);
    return new FrozenValues(cells, (columns + 1) << SIZE_BITS | rows);
  }

  private static void check(@Nullable Object[] cells, int size, int columns) {
    long taken = (long) size * columns;
    boolean fits = size <= MAX_SIZE && taken <= Math.min(cells.length, MAX_CELLS);
    if (size < 0 || columns < 0 || columns > MAX_SIZE || !fits) {
      throw new IllegalArgumentException(
          String.format(
              "%d times %d cells of %d; at most %d elements, and %d cells",
              size, columns, cells.length, MAX_SIZE, MAX_CELLS));
    }
  }

  /**
   * A value in the form in which listeners see it: whole numbers as Long, Float as Double, anything
   * else as text.
   *
   * @param maxChars texts are cut there
   */
  public static @Nullable Object cell(@Nullable Object value, int maxChars) {
    if (value == null
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    return Values.textOf(value, maxChars);
  }

  private boolean isTable() {
    return shape > SIZE;
  }

  private int columns() {
    return (shape >>> SIZE_BITS) - 1;
  }

  @Override
  public @Nullable Object get(int index) {
    Objects.checkIndex(index, size());
    if (!(cells instanceof Object[] array)) {
      return cells;
    }
    if (!isTable()) {
      return array[index];
    }
    int from = index * columns();
    return Collections.unmodifiableList(Arrays.asList(array).subList(from, from + columns()));
  }

  @Override
  public int size() {
    return shape & SIZE;
  }

  /** The same values after a function, which gets those that are not null; this, if all stay. */
  public FrozenValues mapped(UnaryOperator<@Nullable Object> function) {
    if (!(cells instanceof Object[] array)) {
      Object after = cells == null ? null : function.apply(cells);
      return after == cells ? this : of(after);
    }
    int taken = isTable() ? size() * columns() : size();
    @Nullable Object[] changed = array;
    for (int i = 0; i < taken; i++) {
      Object before = array[i];
      Object after = before == null ? null : function.apply(before);
      if (after != before) {
        changed = changed == array ? array.clone() : changed;
        changed[i] = after;
      }
    }
    return changed == array ? this : new FrozenValues(changed, shape);
  }

  /** As {@link List#hashCode} has it, without an object for each row. */
  @Override
  public int hashCode() {
    if (!(cells instanceof Object[] array)) {
      return 31 + Objects.hashCode(cells);
    }
    if (!isTable()) {
      return hashOf(array, 0, size());
    }
    int columns = columns();
    int hash = 1;
    for (int row = 0; row < size(); row++) {
      hash = 31 * hash + hashOf(array, row * columns, columns);
    }
    return hash;
  }

  private static int hashOf(@Nullable Object[] array, int from, int count) {
    int hash = 1;
    for (int i = from; i < from + count; i++) {
      hash = 31 * hash + Objects.hashCode(array[i]);
    }
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other);
  }
}
