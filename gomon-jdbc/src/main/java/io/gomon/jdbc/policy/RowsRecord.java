/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.Redactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the rows of one result, {@code sql-wrows}: how many the application went to, and of the
 * first ones the values that it read itself, in the form in which it read them.
 *
 * <p>Columns are what the application names in its getters, by index or by label, in the order of
 * their first use. Readers go through the columns in the same order row by row, so the next one is
 * nearly always where {@link #expected} points.
 *
 * <p>Used by one thread at a time; {@link #finish} may come from another. No method throws.
 */
public final class RowsRecord {
  private static final int FIRST_COLUMNS = 4;
  private static final int MAX_COLUMNS = 100;

  /** Another open result of the same statement. */
  @Nullable RowsRecord older;

  private final EventTracker event;
  private final JdbcPolicy policy;
  private final @Nullable String sql;
  private final int maxRows;
  private volatile boolean finished;

  private long rowCount;
  private boolean keepsRow;
  private int expected;
  private @Nullable Object @Nullable [] row;
  private @Nullable List<Object> keptRows;

  private int columnCount;

  /** Labels as String, indexes as Integer. */
  private Object[] columns = new Object[FIRST_COLUMNS];

  /** The index of each column that is read by index, else 0. */
  private int[] indexes = new int[FIRST_COLUMNS];

  private boolean[] secret = new boolean[FIRST_COLUMNS];
  private int lastRead = -1;

  RowsRecord(EventTracker event, JdbcPolicy policy, @Nullable String sql) {
    this.event = event;
    this.policy = policy;
    this.sql = sql;
    this.maxRows = policy.maxRows();
  }

  /** The application went to a row. */
  public void atRow() {
    rowCount++;
    row = null;
    expected = 0;
    keepsRow = maxRows > 0 && (keptRows == null || keptRows.size() < maxRows);
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
      int column = expected < columnCount && indexes[expected] == index ? expected : find(index);
      put(column, value);
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The application has read a column by its label. */
  public void read(String label, @Nullable Object value) {
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
    if (row != null && lastRead >= 0 && lastRead < row.length) {
      row[lastRead] = null;
    }
  }

  private void put(int column, @Nullable Object value) {
    lastRead = column;
    if (column < 0) {
      return;
    }
    expected = column + 1;
    @Nullable Object[] values = row;
    if (values == null) {
      values = newRow();
    } else if (column >= values.length) {
      values = longerRow(values);
    }
    values[column] =
        secret[column] ? Redactor.MASK : JdbcValues.keep(value, policy.maxValueChars());
  }

  private @Nullable Object[] newRow() {
    @Nullable Object[] made = new @Nullable Object[keptRows == null ? columns.length : columnCount];
    List<Object> kept = keptRows;
    if (kept == null) {
      kept = new ArrayList<>(Math.min(maxRows, 10));
      keptRows = kept;
    }
    kept.add(made);
    row = made;
    return made;
  }

  private @Nullable Object[] longerRow(@Nullable Object[] former) {
    @Nullable Object[] longer = Arrays.copyOf(former, columns.length);
    if (keptRows != null) {
      keptRows.set(keptRows.size() - 1, longer);
    }
    row = longer;
    return longer;
  }

  private int find(int index) {
    for (int i = 0; i < columnCount; i++) {
      if (indexes[i] == index) {
        return i;
      }
    }
    boolean isSecret = index > 0 && sql != null && policy.secretsOf(sql).column(index);
    return addColumn(index, index, isSecret);
  }

  private int find(String label) {
    for (int i = 0; i < columnCount; i++) {
      if (label.equals(columns[i])) {
        return i;
      }
    }
    return addColumn(label, 0, policy.isSecret(label));
  }

  private int addColumn(Object name, int index, boolean isSecret) {
    if (columnCount == MAX_COLUMNS) {
      return -1;
    }
    if (columnCount == columns.length) {
      columns = Arrays.copyOf(columns, 2 * columnCount);
      indexes = Arrays.copyOf(indexes, 2 * columnCount);
      secret = Arrays.copyOf(secret, 2 * columnCount);
    }
    columns[columnCount] = name;
    indexes[columnCount] = index;
    secret[columnCount] = isSecret;
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
      List<Object> kept = keptRows;
      if (kept != null) {
        event.set("columns", Arrays.asList(columns).subList(0, columnCount));
        for (int i = 0; i < kept.size(); i++) {
          kept.set(i, valuesOf((@Nullable Object[]) kept.get(i)));
        }
        event.set("rows", kept);
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
    event.finish();
    row = null;
    keptRows = null;
  }

  private List<@Nullable Object> valuesOf(@Nullable Object[] values) {
    return Arrays.asList(
        values.length == columnCount ? values : Arrays.copyOf(values, columnCount));
  }

  boolean isFinished() {
    return finished;
  }
}
