/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Has days copied so that each copy is a whole one: {@link DuckDbEventStore#copyDay}. */
final class DayCopies {
  private static final long NOT_COPIED = -1;

  private final DayFiles days;
  private final DayWriter writer;

  /** Held by whoever writes. */
  private final ReentrantLock writing;

  DayCopies(DayFiles days, DayWriter writer, ReentrantLock writing) {
    this.days = days;
    this.writer = writer;
    this.writing = writing;
  }

  /** False if there is no such day. */
  boolean copy(long epochDay, DayCopying copying) throws SQLException, IOException {
    List<DayFile> leased = days.lease(epochDay, epochDay);
    try {
      if (leased.isEmpty()) {
        return false;
      }
      DayFile day = leased.get(0);
      long copiedWrites = NOT_COPIED;
      if (day != days.newest()) {
        copiedWrites = settle(day, files -> {});
        copying.copy(day.files());
      }
      if (copiedWrites == NOT_COPIED || !isUnchanged(day, copiedWrites)) {
        settle(day, copying);
      }
      return true;
    } finally {
      days.giveBack(leased);
    }
  }

  /** Copies a day that nobody writes; tells how often it was written until then. */
  private long settle(DayFile day, DayCopying copying) throws SQLException, IOException {
    writing.lock();
    try {
      if (day.files().size() > 1) {
        writer.checkpoint(day);
      }
      copying.copy(day.files());
      return day.writes;
    } finally {
      writing.unlock();
    }
  }

  private boolean isUnchanged(DayFile day, long writes) {
    writing.lock();
    try {
      return day.writes == writes;
    } finally {
      writing.unlock();
    }
  }
}
