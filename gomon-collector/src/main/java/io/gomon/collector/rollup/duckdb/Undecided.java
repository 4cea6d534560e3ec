/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.RollupTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a time range that no piece has decided on: few, and each is looked up. See {@link
 * EdgeCellSql}. One question's own.
 */
final class Undecided {
  private static final long NANOS_PER_DAY = Level.DAY.nanos();

  private final Map<DaySession.Day, Coverage> coverages;
  private final long fromNanos;
  private final long toNanos;

  Undecided(Map<DaySession.Day, Coverage> coverages, long fromNanos, long toNanos) {
    this.coverages = coverages;
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
  }

  /** A source for each day that has some; one without events if none has. */
  List<CellSql.Source> read(DaySession session) throws SQLException {
    List<Coverage> days = coverages.values().stream().filter(this::isAskedFor).toList();
    List<CellSql.Source> sources = new ArrayList<>();
    List<Boolean> waiting = waiting(session, days);
    for (int i = 0; i < days.size(); i++) {
      Coverage coverage = days.get(i);
      if (waiting.get(i) || coverage.rows() > coverage.coveredRows()) {
        String table = EdgeCellSql.resolved(coverage, times(), coverage.rows(), before(coverage));
        sources.add(new CellSql.Source(table, "true"));
      }
    }
    return sources.isEmpty() ? List.of(EdgeCellSql.NOTHING) : sources;
  }

  private boolean isAskedFor(Coverage coverage) {
    long begin = coverage.day().epochDay() * NANOS_PER_DAY;
    return fromNanos < begin + NANOS_PER_DAY && toNanos > begin;
  }

  private String times() {
    return "start_nanos >= " + fromNanos + " AND start_nanos < " + toNanos;
  }

  /** Whether requests of these days wait. */
  static List<Boolean> waiting(DaySession session, List<Coverage> days) throws SQLException {
    List<Boolean> waiting = new ArrayList<>();
    if (days.isEmpty()) {
      return waiting;
    }
    StringJoiner all = new StringJoiner(" UNION ALL ", "", " ORDER BY 1");
    for (int i = 0; i < days.size(); i++) {
      String table = days.get(i).day().catalog() + "." + RollupTables.EDGE_WAITING;
      all.add("SELECT " + i + ", count(*) FROM " + table);
    }
    try (ResultSet row = session.query(all.toString())) {
      while (row.next()) {
        waiting.add(row.getLong(2) > 0);
      }
    }
    return waiting;
  }

  /** The day before, if the range begins so early in the day that callers may be there. */
  private @Nullable Coverage before(Coverage coverage) {
    long begin = coverage.day().epochDay() * NANOS_PER_DAY;
    return fromNanos >= begin + EdgeCellSql.LOOK_BACK_NANOS
        ? null
        : coverageOf(coverages, coverage.day().epochDay() - 1);
  }

  /** The coverage of a day; null if it has no file, or the session has not asked for it. */
  static @Nullable Coverage coverageOf(Map<DaySession.Day, Coverage> coverages, long epochDay) {
    return coverages.values().stream()
        .filter(coverage -> coverage.day().epochDay() == epochDay)
        .findFirst()
        .orElse(null);
  }
}
