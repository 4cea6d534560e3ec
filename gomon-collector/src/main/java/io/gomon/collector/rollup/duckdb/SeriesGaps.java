/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.RollupTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Which rows of {@code events} have numbers of a service that are in no series. */
final class SeriesGaps {
  private SeriesGaps() {}

  /** The coverage of the numbers of a service, of the same days in the same transaction. */
  static Map<DaySession.Day, Coverage> read(
      DaySession session, String service, Map<DaySession.Day, Coverage> coverages)
      throws SQLException {
    List<Coverage> days = List.copyOf(coverages.values());
    List<Spans> gaps = new ArrayList<>();
    StringJoiner all = new StringJoiner(" UNION ALL ");
    for (int i = 0; i < days.size(); i++) {
      gaps.add(new Spans("rowid"));
      all.add(
          ("SELECT " + i + ", first_row, end_row FROM " + days.get(i).day().catalog())
              + ("." + RollupTables.SERIES_GAPS + " WHERE service = $1"));
    }
    if (!days.isEmpty()) {
      try (ResultSet row = session.query(all + " ORDER BY ALL", service)) {
        while (row.next()) {
          gaps.get(row.getInt(1)).add(row.getLong(2), row.getLong(3));
        }
      }
    }
    Map<DaySession.Day, Coverage> ofNumbers = new LinkedHashMap<>();
    for (int i = 0; i < days.size(); i++) {
      Spans ofDay = gaps.get(i);
      String condition = ofDay.isEmpty() ? "" : ofDay.toString();
      ofNumbers.put(days.get(i).day(), days.get(i).ofNumbers(condition));
    }
    return ofNumbers;
  }
}
