/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of one result, {@code sql-wrows}, and what the application reads of them.
 *
 * <p>It looks at what is read in the first {@value #ALL_WATCHED} rows, then in each {@value
 * #STEP}th, which stands for those before it. So a million rows cost little more than counting
 * them.
 *
 * <p>Used by one thread at a time; {@link #finish} may come from another. No method throws.
 */
public final class RowsRecord extends RowValues {
  private static final int ALL_WATCHED = 256;
  private static final int STEP = 64;

  /** Another open result of the same statement. */
  @Nullable RowsRecord older;

  private final EventTracker event;
  private long rowCount;

  /** What was read in the rows that were watched, and in those that they stand for. */
  private long bytes;

  private long watchedRows;
  private long readRows;

  /** How many rows from here it is decided whether that one is watched. */
  private int rowsToLook = 1;

  /** Only when the application has set a fetch size. */
  private @Nullable FetchPauses pauses;

  /** How many rows the one that is watched stands for, itself included. */
  private byte rowsStoodFor;

  private boolean watchesRow;
  private boolean rowIsRead;
  private volatile boolean finished;

  RowsRecord(EventTracker event, JdbcPolicy policy, @Nullable SqlText text) {
    super(policy, text);
    this.event = event;
  }

  /** The application went to a row. */
  public void atRow() {
    rowCount++;
    if (--rowsToLook <= 0) {
      look();
    }
  }

  private void look() {
    boolean kept = beginRow();
    watchesRow = kept || rowCount <= ALL_WATCHED || rowCount % STEP == 0;
    // After a row that is watched comes a look, if only to watch no more.
    rowsToLook = watchesRow ? 1 : STEP - (int) (rowCount % STEP);
    rowsStoodFor = (byte) (kept || rowCount <= ALL_WATCHED ? 1 : STEP);
    watchedRows += watchesRow ? rowsStoodFor : 0;
    rowIsRead = false;
  }

  /** The application went before, behind, or beside the rows. */
  public void atNoRow() {
    watchesRow = false;
    rowsToLook = 1;
    endRow();
  }

  /** Whether values are wanted: asked before each {@code read}, to spare boxing. */
  public boolean watchesRow() {
    return watchesRow;
  }

  /** The application has read a column by its index, from 1. */
  public void read(int index, @Nullable Object value) {
    try {
      count(value);
      keep(index, value);
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The application has read a column by its label. */
  public void read(@Nullable String label, @Nullable Object value) {
    try {
      count(value);
      if (label != null) {
        keep(label, value);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  private void count(@Nullable Object value) {
    bytes += (long) JdbcValues.bytesOf(value) * rowsStoodFor;
    if (!rowIsRead) {
      rowIsRead = true;
      readRows += rowsStoodFor;
    }
  }

  /** The application has said how many rows the driver shall fetch at once; 0 for as it likes. */
  public void fetchSize(int rows) {
    if (rows > 0 || pauses != null) {
      FetchPauses known = pauses == null ? new FetchPauses() : pauses;
      known.fetchSize(rows);
      pauses = known;
    }
  }

  /** Whether the driver is expected to fetch rows when the application goes to the next one. */
  public boolean fetchesNext() {
    return pauses != null && pauses.areExpectedAfter(rowCount);
  }

  /** The driver has taken this long to go to the next row, and has probably fetched some. */
  public void fetched(long nanos) {
    if (pauses != null) {
      pauses.add(nanos);
    }
  }

  /** Going through the rows has failed. */
  public void failed(Throwable error) {
    try {
      JdbcValues.setError(event, error);
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The result is closed, by itself or with its statement. Only the first call counts. */
  public void finish() {
    if (finished) {
      return;
    }
    finished = true;
    watchesRow = false;
    try {
      event.set("row-count", rowCount);
      describe(event);
      describeReading();
      if (pauses != null) {
        pauses.describe(event);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
    event.finish();
  }

  private void describeReading() {
    if (watchedRows > 0) {
      double rowsForOne = (double) rowCount / watchedRows;
      event.set("bytes", Math.round(bytes * rowsForOne));
      if (readRows < watchedRows) {
        event.set("rows-unread", Math.round((watchedRows - readRows) * rowsForOne));
      }
    }
  }

  boolean isFinished() {
    return finished;
  }
}
