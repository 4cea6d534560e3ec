/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of {@link TraceBlocks}. Immutable. */
final class TraceBlock {
  final long rows;
  final long minStartNanos;
  final long maxStartNanos;

  /** {@link TraceBits}. */
  private final byte[] traces;

  TraceBlock(long rows, long minStartNanos, long maxStartNanos, byte[] traces) {
    this.rows = rows;
    this.minStartNanos = minStartNanos;
    this.maxStartNanos = maxStartNanos;
    this.traces = traces;
  }

  /**
   * Reads the columns of the table.
   *
   * @param before how many other columns come first
   */
  static TraceBlock read(ResultSet row, int before) throws SQLException {
    return new TraceBlock(
        row.getLong(before + 1),
        row.getLong(before + 2),
        row.getLong(before + 3),
        row.getBytes(before + 4));
  }

  /** False: it certainly holds none of them. */
  boolean perhaps(long... mixedTraces) {
    for (long trace : mixedTraces) {
      if (TraceBits.perhaps(traces, trace)) {
        return true;
      }
    }
    return false;
  }

  byte[] traces() {
    return traces;
  }
}
