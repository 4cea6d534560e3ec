/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What a list of traces wants to know of an event: its place in its trace, and few columns. */
public record PlacedEvent(
    long traceHigh,
    long traceLow,
    long idLow,
    long parentLow,
    String service,
    String operation,
    long startNanos,
    long lapsedNanos,
    boolean failed) {
  /** Of {@code :packed}: {@link DaySession#queryTraces}. */
  public static final String COLUMNS =
      "trace_high, trace_low, app, id_form, id_base, id_offset, parent_given_low, parent_offset,"
          + " service, operation, start_nanos, lapsed_nanos, failed";

  /** Reads {@link #COLUMNS}. */
  public static PlacedEvent read(ResultSet row) throws SQLException {
    long traceLow = row.getLong(2);
    int form = row.getInt(4);
    PackedIds ids =
        new PackedIds(form, 0, row.getLong(5), row.getInt(6), 0, row.getLong(7), row.getInt(8));
    boolean ofApplication = (form & PackedIds.PARENT) == PackedIds.APPLICATION;
    return new PlacedEvent(
        row.getLong(1),
        traceLow,
        ids.idLow(traceLow),
        ids.parentLow(traceLow, ofApplication ? EventRows.appLow(row.getString(3)) : 0),
        row.getString(9),
        row.getString(10),
        row.getLong(11),
        row.getLong(12),
        row.getBoolean(13));
  }
}
