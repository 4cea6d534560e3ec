/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Histogram;
import io.gomon.collector.rollup.Level;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** One row of a table of edges: see {@link EdgeCellSql}. */
record Edge(Key key, long n, long errors, long longest, long total) {
  /**
   * What is counted together.
   *
   * @param grain the finest level that it is in
   * @param caller null: not known
   */
  record Key(Level grain, long slot, @Nullable String caller, String service, short bucket) {}

  Edge plus(Edge other) {
    return new Edge(
        key,
        n + other.n,
        errors + other.errors,
        Math.max(longest, other.longest),
        Histogram.saturatedSum(total, other.total));
  }

  /** Appends it with another slot. */
  void append(DuckDBAppender row, long itsSlot) throws SQLException {
    row.beginRow();
    row.append(itsSlot).append(key.caller).append(key.service).append(key.bucket);
    row.append(n).append(errors).append(longest).append(total - longest);
    row.endRow();
  }
}
