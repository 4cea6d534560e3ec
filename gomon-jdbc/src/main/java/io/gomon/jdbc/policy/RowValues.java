/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.FrozenValues;
import io.gomon.spi.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values of the first rows of a result that the application read itself, in the form in
 * which it read them.
 *
 * <p>Columns are what the application names in its getters, by index or by label, in the order of
 * their first use. Readers go through the columns in the same order row by row, and execution by
 * execution, so the next one is nearly always where {@link #expected} points in the layout of last
 * time. All values lie in one array, row after row, {@link #stride} apart, which the event takes in
 * the end: ten rows cost one object.
 *
 * <p>A part of {@link RowsRecord}, and its superclass only to spare an object for each result.
 */
abstract class RowValues {
  private static final int ROWS_AT_ONCE = 10;
  private static final int MAX_CHARS = 262_144;
  private static final Object[] NOTHING = {};

  private final JdbcPolicy policy;
  private @Nullable SqlText text;
  private ColumnLayout layout;
  private @Nullable Object[] values = NOTHING;

  /** Who wrote the last row that is kept. */
  private @Nullable Thread reader;

  private int charsLeft = MAX_CHARS;

  /** The kept row that the application is at; negative when it has read nothing there yet. */
  private short row = -1;

  private short keptRows;

  /** How many columns of the layout were read so far. */
  private byte used;

  private byte stride;

  /** The column behind the one that was read last; 0 when that is not kept, or there is none. */
  private byte expected;

  private boolean keepsRow;

  RowValues(JdbcPolicy policy, @Nullable SqlText text) {
    this.policy = policy;
    this.text = text;
    this.layout = text == null ? ColumnLayout.NONE : text.columns();
  }

  /** The application is at another row; whether its values are kept. */
  final boolean beginRow() {
    row = -1;
    expected = 0;
    keepsRow =
        keptRows < policy.maxRows()
            && charsLeft > 0
            && (keptRows + 1) * stride <= FrozenValues.MAX_CELLS;
    return keepsRow;
  }

  /** The application is at no row. */
  final void endRow() {
    row = -1;
    expected = 0;
    keepsRow = false;
  }

  final boolean keepsRow() {
    return keepsRow;
  }

  /** Keeps what {@link #cell} has made. */
  final void keep(int index, @Nullable Object cell) {
    int column = expected;
    if (column < stride && layout.indexAt(column) == index) {
      put(column, cell);
    } else {
      putFound(find(index), cell);
    }
  }

  /** Keeps what {@link #cell} has made. */
  final void keep(String label, @Nullable Object cell) {
    int column = expected;
    if (column < stride
        && column < layout.size()
        && layout.isAt(column, label)
        && !layout.isSecret(column)) {
      put(column, cell);
    } else {
      putFound(find(label), cell);
    }
  }

  /** The value read last was null in truth: the application has asked. */
  public final void wasNull() {
    try {
      if (row >= 0 && expected > 0 && keepsRow) {
        putFound(expected - 1, null);
      }
    } catch (RuntimeException e) {
      // Another thread has closed the result meanwhile, and its event has the values.
      Troubles.debug("A null came too late for its row: " + e);
    }
  }

  private int find(int index) {
    for (int i = 0; i < used; i++) {
      if (layout.isAt(i, index)) {
        return i;
      }
    }
    if (used < layout.size() && layout.isAt(used, index)) {
      return used;
    }
    boolean isSecret = index > 0 && text != null && text.secrets().column(index);
    return addColumn((long) index, isSecret);
  }

  private int find(String label) {
    for (int i = 0; i < used; i++) {
      if (layout.isAt(i, label)) {
        return i;
      }
    }
    if (used < layout.size() && layout.isAt(used, label)) {
      return used;
    }
    boolean isSecret = policy.isSecret(label) || (text != null && text.secrets().label(label));
    return addColumn(label, isSecret);
  }

  /** Whether the names of all columns are wanted, since the text does not tell them. */
  public final boolean wantsNames() {
    return text != null && text.wantsNames();
  }

  /** The application has asked for the names of all columns: here they are, in their order. */
  public final void named(@Nullable String[] names) {
    try {
      if (text != null) {
        text = text.named(names);
        layout = used == 0 ? text.columns() : layout;
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  private int addColumn(Object name, boolean isSecret) {
    if (layout.isFull(used)) {
      return -1;
    }
    layout = layout.with(used, name, isSecret);
    return used;
  }

  /** Into a column for which there is room, and which is not secret. */
  private void put(int column, @Nullable Object cell) {
    if (row < 0) {
      beginKept();
    }
    values[row * stride + column] = cell;
    expected = (byte) (column + 1);
    if (expected > used) {
      used = expected;
    }
  }

  private void beginKept() {
    row = keptRows++;
    reader = Thread.currentThread();
    if ((row + 1) * stride > values.length) {
      makeRoom();
    }
  }

  private void putFound(int column, @Nullable Object cell) {
    if (column < 0) {
      expected = 0;
      return;
    }
    if (column >= stride) {
      if (row < 0) {
        beginKept();
      }
      makeRoom();
    }
    put(column, layout.isSecret(column) ? Redactor.MASK : cell);
  }

  /** The value as it is kept. */
  final @Nullable Object cell(@Nullable Object value) {
    Object cell = JdbcValues.cell(value, Math.min(charsLeft, policy.maxValueChars()));
    if (cell instanceof String chars) {
      charsLeft -= chars.length();
    }
    return cell;
  }

  /** As many rows and columns at once as there were last time, then twice as many rows. */
  private void makeRoom() {
    int columns = Math.max(stride, layout.size());
    int rows = Math.max(keptRows, stride == 0 ? 0 : values.length / stride);
    if (keptRows * stride >= values.length) {
      int atFirst = text == null ? ROWS_AT_ONCE : text.rows();
      rows = Math.min(policy.maxRows(), Math.max(atFirst, 2 * (keptRows - 1)));
    }
    values = copy(columns, Math.max(keptRows, rows));
    stride = (byte) columns;
  }

  private @Nullable Object[] copy(int columns, int rows) {
    @Nullable Object[] copy = new @Nullable Object[columns * rows];
    int copied = Math.min(stride, columns);
    for (int i = 0; i < keptRows && (i + 1) * stride <= values.length; i++) {
      System.arraycopy(values, i * stride, copy, i * columns, copied);
    }
    return copy;
  }

  final void describe(EventTracker event) {
    keepsRow = false;
    if (keptRows > 0) {
      event.set("columns", layout.list(used)).set("rows", table());
      if (text != null) {
        text.remember(layout, keptRows);
        if (text.selectedColumns() > used) {
          event.set("columns-unread", text.selectedColumns() - used);
        }
      }
    }
    values = NOTHING;
  }

  /**
   * The event takes the array, unless another thread may be about to write to it: then a copy, as
   * one when there are more columns in it than were read.
   */
  private FrozenValues table() {
    int columns = used;
    boolean isOurs = reader == Thread.currentThread() && stride == columns;
    @Nullable Object[] cells = isOurs ? values : copy(columns, keptRows);
    // The last row may have had columns that those before had not.
    int rows = Math.min(keptRows, FrozenValues.MAX_CELLS / columns);
    return FrozenValues.table(cells, columns, rows);
  }
}
