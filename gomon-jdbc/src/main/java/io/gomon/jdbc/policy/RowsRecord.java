/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of one result, {@code sql-wrows}, and what the application reads of them.
 *
 * <p>It watches what is read in the first {@value #ALL_WATCHED} rows, then in rows that are ever
 * farther apart, always by a {@value #DENSITY}th of the way so far; each stands for those before it
 * that were passed. So a million rows cost little more than counting them.
 *
 * <p>Used by one thread at a time; {@link #finish} may come from another. No method throws.
 */
public final class RowsRecord extends RowValues {
  private static final int ALL_WATCHED = 256;
  private static final int DENSITY = 64;
  private static final int MAX_PASSED = 1 << 24;

  private final EventTracker event;

  /** The row before which somebody has to look again; the application is {@code left} before it. */
  private long lookAt;

  private int left;

  /** What was read in the rows that were watched, and in those that they stand for. */
  private long bytes;

  /** The row that was watched last, and how many it stands for, itself included. */
  private int lastWatched;

  private int rowsStoodFor;

  private int readRows;

  /** Only when the application has set a fetch size. */
  private @Nullable FetchPauses pauses;

  private boolean watchesRow;
  private boolean rowIsRead;
  private volatile boolean finished;

  RowsRecord(EventTracker event, JdbcPolicy policy, @Nullable SqlText text) {
    super(policy, text);
    this.event = event;
  }

  /**
   * The application is about to go to the next row. True when there is nothing to do but to tell
   * {@link #atEnd} or {@link #nextFailed} if it does not arrive; false when {@link #atRow} or
   * {@link #atNoRow} is wanted, too.
   */
  public boolean passesRow() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  /** There was no row where one would have been passed. Always false. */
  public boolean atEnd() {
    left++;
    atNoRow();
    return false;
  }

  /** Going to the next row has failed. */
  public void nextFailed(boolean passes, Throwable error) {
    left += passes ? 1 : 0;
    failed(error);
  }

  /** The application went to a row. */
  public void atRow() {
    long rowCount = rowCount() + 1;
    boolean kept = beginRow();
    long next = (long) lastWatched + (lastWatched < ALL_WATCHED ? 1 : lastWatched / DENSITY);
    watchesRow = (kept || rowCount >= next) && rowCount <= Integer.MAX_VALUE;
    rowIsRead = false;
    if (watchesRow) {
      rowsStoodFor = (int) (rowCount - lastWatched);
      lastWatched = (int) rowCount;
      passFrom(rowCount, 0);
    } else {
      passFrom(rowCount, Math.max(0, next - 1 - rowCount));
    }
  }

  /** So many rows may be passed unless the driver fetches before that. */
  private void passFrom(long rowCount, long rows) {
    long passed = Math.min(rows, MAX_PASSED);
    left = (int) (pauses == null ? passed : Math.min(passed, pauses.rowsBeforeNext(rowCount)));
    lookAt = rowCount + left;
  }

  private long rowCount() {
    return lookAt - left;
  }

  /** The application went before, behind, or beside the rows. */
  public void atNoRow() {
    watchesRow = false;
    passFrom(rowCount(), 0);
    endRow();
  }

  /** Whether values are wanted: asked before each {@code read}, to spare boxing. */
  public boolean watchesRow() {
    return watchesRow;
  }

  /** The application has read a column by its index, from 1. */
  public void read(int index, long value) {
    try {
      count(Long.BYTES);
      if (keepsRow()) {
        keep(index, (Long) value);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The application has read a column by its index, from 1. */
  public void read(int index, @Nullable Object value) {
    try {
      count(JdbcValues.bytesOf(value));
      if (keepsRow()) {
        keep(index, cell(value));
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The application has read a column by its label. */
  public void read(@Nullable String label, @Nullable Object value) {
    try {
      count(JdbcValues.bytesOf(value));
      if (keepsRow() && label != null) {
        keep(label, cell(value));
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  private void count(int bytesRead) {
    bytes += (long) bytesRead * rowsStoodFor;
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
      passFrom(rowCount(), 0);
    }
  }

  /** Whether the driver is expected to fetch rows when the application goes to the next one. */
  public boolean fetchesNext() {
    return pauses != null && pauses.areExpectedAfter(rowCount());
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
      event.set("row-count", rowCount());
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
    if (lastWatched > 0) {
      // Those behind the last that was watched are taken for the like of the others.
      double rowsForOne = (double) rowCount() / lastWatched;
      event.set("bytes", Math.round(bytes * rowsForOne));
      if (readRows < lastWatched) {
        event.set("rows-unread", Math.round((lastWatched - readRows) * rowsForOne));
      }
    }
  }

  boolean isFinished() {
    return finished;
  }
}
