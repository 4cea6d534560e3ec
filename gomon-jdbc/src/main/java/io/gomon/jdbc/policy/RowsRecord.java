/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.Redactor;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Records the rows of one result, {@code sql-wrows}: how many the application went to, and of the
 * first ones the values that it read itself, in the form in which it read them.
 *
 * <p>Columns are what the application names in its getters, by index or by label, in the order of
 * their first use. Readers go through the columns in the same order row by row, so the next one is
 * nearly always where {@link #expected} points. All values lie in one array, row after row, {@link
 * #stride} apart: ten rows cost one object instead of ten.
 *
 * <p>Used by one thread at a time; {@link #finish} may come from another. No method throws.
 */
public final class RowsRecord {
  private static final int FIRST_COLUMNS = 4;

  /** One for each bit of {@link #secret}. */
  private static final int MAX_COLUMNS = 64;

  private static final int ROWS_AT_ONCE = 16;
  private static final Object[] NOTHING = {};

  /** Another open result of the same statement. */
  @Nullable RowsRecord older;

  private final EventTracker event;
  private final JdbcPolicy policy;
  private final @Nullable String sql;
  private final int maxRows;
  private final int maxValueChars;
  private volatile boolean finished;

  private long rowCount;
  private boolean keepsRow;

  /** The kept row that the application is at; negative when it has read nothing there yet. */
  private int row = -1;

  private int keptRows;
  private int stride;
  private @Nullable Object[] values = NOTHING;

  private int columnCount;

  /** Labels as String, indexes as Integer. */
  private Object[] columns = new Object[FIRST_COLUMNS];

  private long secret;
  private int expected;
  private int lastRead = -1;

  RowsRecord(EventTracker event, JdbcPolicy policy, @Nullable String sql) {
    this.event = event;
    this.policy = policy;
    this.sql = sql;
    this.maxRows = policy.maxRows();
    this.maxValueChars = policy.maxValueChars();
  }

  /** The application went to a row. */
  public void atRow() {
    rowCount++;
    row = -1;
    expected = 0;
    keepsRow = keptRows < maxRows;
  }

  /** The application went before, behind, or beside the rows. */
  public void atNoRow() {
    keepsRow = false;
  }

  /** Whether values are wanted: asked before each {@code read}, to spare boxing. */
  public boolean keepsRow() {
    return keepsRow;
  }

  /** The application has read a column by its index, from 1. */
  public void read(int index, @Nullable Object value) {
    try {
      boolean next = expected < columnCount && isAt(expected, index);
      put(next ? expected : find(index), value);
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The application has read a column by its label. */
  public void read(@Nullable String label, @Nullable Object value) {
    try {
      if (label != null) {
        boolean next = expected < columnCount && label.equals(columns[expected]);
        put(next ? expected : find(label), value);
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The value read last was null in truth: the application has asked. */
  public void wasNull() {
    if (row >= 0 && lastRead >= 0) {
      values[row * stride + lastRead] = null;
    }
  }

  private void put(int column, @Nullable Object value) {
    lastRead = column;
    if (column < 0) {
      return;
    }
    expected = column + 1;
    if (row < 0) {
      row = keptRows;
      keptRows++;
    }
    if (column >= stride || keptRows * stride > values.length) {
      makeRoom();
    }
    boolean isSecret = (secret & 1L << column) != 0;
    values[row * stride + column] =
        isSecret ? Redactor.MASK : JdbcValues.keep(value, maxValueChars);
  }

  /**
   * The first row shows how many columns there are; then room is made for the others at once, as
   * far as they are few.
   */
  private void makeRoom() {
    int newStride = Math.max(stride, keptRows == 1 ? columns.length : columnCount);
    if (keptRows == 2) {
      newStride = columnCount;
    }
    int rows = keptRows == 1 ? 1 : Math.min(maxRows, Math.max(ROWS_AT_ONCE, 2 * keptRows));
    @Nullable Object[] roomier = new @Nullable Object[newStride * rows];
    int copied = Math.min(stride, newStride);
    for (int i = 0; i < keptRows && (i + 1) * stride <= values.length; i++) {
      System.arraycopy(values, i * stride, roomier, i * newStride, copied);
    }
    values = roomier;
    stride = newStride;
  }

  private boolean isAt(int column, int index) {
    return columns[column] instanceof Integer other && other == index;
  }

  private int find(int index) {
    for (int i = 0; i < columnCount; i++) {
      if (isAt(i, index)) {
        return i;
      }
    }
    return addColumn(index, index > 0 && sql != null && policy.secretsOf(sql).column(index));
  }

  private int find(String label) {
    for (int i = 0; i < columnCount; i++) {
      if (label.equals(columns[i])) {
        return i;
      }
    }
    return addColumn(label, policy.isSecret(label));
  }

  private int addColumn(Object name, boolean isSecret) {
    if (columnCount == MAX_COLUMNS) {
      return -1;
    }
    if (columnCount == columns.length) {
      columns = Arrays.copyOf(columns, 2 * columnCount);
    }
    columns[columnCount] = name;
    secret |= isSecret ? 1L << columnCount : 0;
    return columnCount++;
  }

  /** Going through the rows has failed. */
  public void failed(Throwable error) {
    try {
      JdbcValues.setError(event, error);
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The result is closed, by itself or with its statement. Only the first call counts. */
  public void finish() {
    if (finished) {
      return;
    }
    finished = true;
    keepsRow = false;
    try {
      event.set("row-count", rowCount);
      if (keptRows > 0) {
        event.set("columns", new Cells(columns, columnCount));
        event.set("rows", new Rows(new Cells(values, columnCount), stride, keptRows));
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
    event.finish();
    row = -1;
    values = NOTHING;
  }

  boolean isFinished() {
    return finished;
  }

  /** A part of an array as a list. */
  private static final class Cells extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] array;
    private final int size;
    private int offset;

    Cells(@Nullable Object[] array, int size) {
      this.array = array;
      this.size = size;
    }

    @Override
    public @Nullable Object get(int index) {
      return array[offset + index];
    }

    @Override
    public int size() {
      return size;
    }
  }

  /**
   * The rows as lists: the same one each time, moved on, since the event copies what it is given.
   */
  private static final class Rows extends AbstractList<Object> implements RandomAccess {
    private final Cells cells;
    private final int stride;
    private final int size;

    Rows(Cells cells, int stride, int size) {
      this.cells = cells;
      this.stride = stride;
      this.size = size;
    }

    @Override
    public Object get(int index) {
      cells.offset = index * stride;
      return cells;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
