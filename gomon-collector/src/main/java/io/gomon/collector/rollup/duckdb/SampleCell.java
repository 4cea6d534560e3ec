/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** One row of a table of numbers: see {@link SampleSql}. */
record SampleCell(
    long slot,
    Series series,
    long n,
    double last,
    long lastNanos,
    double lowest,
    double highest,
    double total) {
  /**
   * Reads a row.
   *
   * @param former the cell of the row before: those of one series share it
   */
  static SampleCell read(ResultSet row, @Nullable SampleCell former) throws SQLException {
    Series series = Series.read(row, 2);
    return new SampleCell(
        row.getLong(1),
        former != null && former.series.equals(series) ? former.series : series,
        row.getLong(10),
        row.getDouble(11),
        row.getLong(12),
        row.getDouble(13),
        row.getDouble(14),
        row.getDouble(15));
  }

  /** The same in the slot of another level. */
  SampleCell at(Level level) {
    return new SampleCell(level.slotOf(slot), series, n, last, lastNanos, lowest, highest, total);
  }

  /** Both in one. */
  SampleCell plus(SampleCell other) {
    boolean newer = other.lastNanos > lastNanos;
    return new SampleCell(
        slot,
        series,
        n + other.n,
        newer ? other.last : last,
        newer ? other.lastNanos : lastNanos,
        Math.min(lowest, other.lowest),
        Math.max(highest, other.highest),
        total + other.total);
  }

  /** Appends it with the number of its series. */
  void append(DuckDBAppender row, int number) throws SQLException {
    row.beginRow();
    row.append(slot).append(number).append(n).append(last);
    row.append(lastNanos - TimeUnit.SECONDS.toNanos(slot));
    appendUnless(lowest == last, row, lowest);
    appendUnless(highest == last, row, highest);
    appendUnless(n == 1, row, total);
    row.endRow();
  }

  private static void appendUnless(boolean told, DuckDBAppender row, double number)
      throws SQLException {
    if (told) {
      row.appendNull();
    } else {
      row.append(number);
    }
  }
}
