/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.NameCaps;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** One row of a table of cells: see {@link CellSql}. */
record Cell(
    long slot,
    NameCaps.Name name,
    short bucket,
    long n,
    long events,
    long errors,
    long longest,
    long rest) {

  /**
   * Reads a row.
   *
   * @param former the cell of the row before: those of one name share it
   */
  static Cell read(ResultSet row, @Nullable Cell former) throws SQLException {
    NameCaps.Name name = new NameCaps.Name(row.getString(2), row.getString(3), row.getString(4));
    return new Cell(
        row.getLong(1),
        former != null && former.name.equals(name) ? former.name : name,
        row.getShort(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10));
  }

  /** How many characters its name needs, unless it shares that of the cell before. */
  int nameChars(@Nullable Cell former) {
    return former != null && former.name.equals(name)
        ? 0
        : name.service().length() + name.fingerprint().length() + name.operation().length();
  }

  /** Under a name for which there is room. */
  Cell capped(NameCaps caps) {
    NameCaps.Name capped =
        bucket == CellSql.SEEN
            ? new NameCaps.Name(caps.admitService(name.service()), "", "")
            : caps.admit(name);
    return new Cell(slot, capped, bucket, n, events, errors, longest, rest);
  }

  /** Appends it with another slot. */
  void append(DuckDBAppender row, long itsSlot) throws SQLException {
    row.beginRow();
    row.append(itsSlot).append(name.service()).append(name.fingerprint()).append(name.operation());
    row.append(bucket).append(n).append(events).append(errors).append(longest).append(rest);
    row.endRow();
  }
}
