/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Frames;
import io.gomon.collector.rollup.NameCaps;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** One row of a table of failures: see {@link FailureSql}. */
record Failure(Key key, String message, long n, long firstNanos, long lastNanos, Trace trace) {
  /** What is one group in one slot. */
  record Key(long slot, String service, String type, String frames) {}

  /** The trace of the last one. */
  record Trace(long high, long low) {}

  /** Reads a row, and writes its frames as those of cells are written. */
  static Failure read(ResultSet row) throws SQLException {
    return new Failure(
        new Key(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            Frames.write(Frames.of(row.getString(4)))),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        new Trace(row.getLong(9), row.getLong(10)));
  }

  Failure plus(Failure other) {
    Failure last = other.lastNanos > lastNanos ? other : this;
    return new Failure(
        key,
        last.message,
        n + other.n,
        Math.min(firstNanos, other.firstNanos),
        last.lastNanos,
        last.trace);
  }

  /** In its group if there is room for it, else with those that have none. */
  Failure capped(NameCaps caps) {
    if (caps.admitFailure(new NameCaps.Name(key.service, key.type, key.frames))) {
      return this;
    }
    return nameless();
  }

  /** The same, in no group. */
  Failure nameless() {
    Key other = new Key(key.slot, NameCaps.OTHER, NameCaps.OTHER, "");
    return new Failure(other, "", n, firstNanos, lastNanos, trace);
  }

  /** Appends it with another slot. */
  void append(DuckDBAppender row, long itsSlot) throws SQLException {
    row.beginRow();
    row.append(itsSlot).append(key.service).append(key.type).append(key.frames).append(message);
    row.append(n).append(firstNanos).append(lastNanos).append(trace.high).append(trace.low);
    row.endRow();
  }
}
