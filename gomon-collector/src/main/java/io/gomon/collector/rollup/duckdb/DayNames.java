/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.rollup.NameCaps;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.RollupTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * What has a place of its own among the cells of one day. The rolling thread's own.
 *
 * @param caps of names
 * @param series of numbers
 */
record DayNames(NameCaps caps, SeriesNumbers series) {
  /** Of a day that has none. */
  static DayNames empty() {
    return new DayNames(new NameCaps(), new SeriesNumbers());
  }

  /** Reads those of a day of the session. */
  static DayNames read(DaySession session, Coverage coverage) throws SQLException {
    DayNames names = empty();
    String of = " FROM " + coverage.day().catalog() + ".";
    for (Level level : Level.ALL) {
      readNames(
          session,
          "SELECT DISTINCT service, fingerprint, operation"
              + (of + CellSql.table(level) + " WHERE bucket >= 0"),
          names.caps::admit);
      if (FailureSql.table(level) != null) {
        readNames(
            session,
            "SELECT DISTINCT service, type, frames" + of + FailureSql.table(level),
            names.caps::admitFailure);
      }
      readNames(
          session,
          "SELECT DISTINCT service, caller, ''"
              + (of + EdgeCellSql.table(level) + " WHERE caller IS NOT NULL"),
          name -> {
            names.caps.admitService(name.fingerprint());
            names.caps.admitEdge(name.fingerprint(), name.service());
          });
    }
    String series = "SELECT series, " + Series.COLUMNS + of + RollupTables.SERIES;
    try (ResultSet row = session.query(series)) {
      while (row.next()) {
        names.series.know(row.getInt(1), Series.read(row, 2));
      }
    }
    return names;
  }

  private static void readNames(DaySession session, String sql, Consumer<NameCaps.Name> reader)
      throws SQLException {
    try (ResultSet row = session.query(sql)) {
      while (row.next()) {
        reader.accept(new NameCaps.Name(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
  }
}
