/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.BulkRows;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.RollupTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a {@link Piece} have measured, by series and slot of the finest level that is
 * worthwhile. The rolling thread's own.
 */
final class Samples {
  /**
   * Of one piece: some 25 MB, and as much again in the engine. What is more is kept at a coarser
   * level.
   */
  static final int MAX_CELLS = 1 << 18;

  /** Of one piece; each is a statement of its own, while the applier waits. */
  static final int MAX_GAPS = 200;

  /** The cells of each series follow each other, by time. */
  private List<SampleCell> cells = new ArrayList<>();

  /** Null: these samples are in no cell. */
  private @Nullable Level grain = Level.MINUTE;

  private long samples;
  private long nameChars;
  private long otherSamples;

  private Samples() {}

  /** Of events that are in no cell. */
  static Samples unread() {
    Samples none = new Samples();
    none.grain = null;
    return none;
  }

  static Samples read(DaySession session, List<CellSql.Source> events) throws SQLException {
    Samples read = new Samples();
    while (read.grain != null && !read.readCells(session, events)) {
      read.coarsen();
    }
    while (read.grain != null && read.cells.size() > read.samples / Piece.WORTHWHILE) {
      read.coarsen();
    }
    return read;
  }

  /** Reads the cells of the grain, unless they are too many, or their names too long. */
  private boolean readCells(DaySession session, List<CellSql.Source> events) throws SQLException {
    cells.clear();
    samples = 0;
    nameChars = 0;
    try (ResultSet row = session.query(SampleSql.added(grain(), events))) {
      SampleCell former = null;
      while (nameChars <= Piece.MAX_NAME_CHARS && row.next()) {
        SampleCell cell = SampleCell.read(row, former);
        boolean known = former != null && former.series().equals(cell.series());
        nameChars += known ? 0 : cell.series().chars();
        samples += cell.n();
        cells.add(cell);
        former = cell;
      }
    }
    return cells.size() <= MAX_CELLS && nameChars <= Piece.MAX_NAME_CHARS;
  }

  /** The cells of a level that has fewer; none if there is no such level. */
  private void coarsen() {
    List<Level> coarser = nameChars > Piece.MAX_NAME_CHARS ? List.of() : grain().coarserOnes();
    List<SampleCell> fewer = new ArrayList<>();
    if (coarser.isEmpty()) {
      grain = null;
      nameChars = 0;
    } else {
      Level level = coarser.get(0);
      grain = level;
      cells.forEach(cell -> addTo(fewer, cell.at(level)));
    }
    cells = fewer;
  }

  private Level grain() {
    if (grain == null) {
      throw new IllegalStateException("these samples have no cells");
    }
    return grain;
  }

  private static void addTo(List<SampleCell> cells, SampleCell cell) {
    int last = cells.size() - 1;
    SampleCell before = last < 0 ? null : cells.get(last);
    if (before != null && before.slot() == cell.slot() && before.series().equals(cell.series())) {
      cells.set(last, before.plus(cell));
    } else {
      cells.add(cell);
    }
  }

  /** Of how many seconds the finest cells are: as a piece says it. */
  int grainSeconds() {
    return grain == null ? Coverage.RAW : grain.seconds();
  }

  /** How many are in no series, since there was no room. Known when they are written. */
  long otherSamples() {
    return otherSamples;
  }

  /** Writes them, in a transaction of the caller, as events of a piece that is written there. */
  void write(
      DuckDBConnection connection,
      String catalog,
      Coverage coverage,
      SeriesNumbers numbers,
      long endRow)
      throws SQLException {
    Set<String> full = admit(numbers);
    writeSeries(connection, catalog, numbers);
    if (full.size() > MAX_GAPS) {
      grain = null; // all are counted from their events
      otherSamples = samples;
    }
    if (grain == null || cells.isEmpty()) {
      return;
    }
    appendTo(connection, catalog, grain, Long.MAX_VALUE, numbers, full);
    for (Level level : grain.coarserOnes()) {
      appendTo(connection, catalog, level, coverage.closedSecond(level), numbers, full);
    }
    for (String service : full) {
      writeGap(connection, catalog, service, coverage.coveredRows(), endRow);
    }
  }

  /** The services that have a series for which there is no room. */
  private Set<String> admit(SeriesNumbers numbers) {
    Set<String> full = new HashSet<>();
    for (SampleCell cell : cells) {
      String service = cell.series().service();
      if (!full.contains(service) && numbers.admit(cell.series()) == SeriesNumbers.NONE) {
        full.add(service);
      }
    }
    otherSamples =
        cells.stream()
            .filter(cell -> full.contains(cell.series().service()))
            .mapToLong(SampleCell::n)
            .sum();
    return full;
  }

  private static void writeSeries(
      DuckDBConnection connection, String catalog, SeriesNumbers numbers) throws SQLException {
    BulkRows.append(
        connection,
        catalog,
        RollupTables.SERIES,
        row -> {
          for (Series series : numbers.takeFresh()) {
            series.append(row, numbers.number(series));
          }
        });
  }

  private void appendTo(
      DuckDBConnection connection,
      String catalog,
      Level level,
      long untilSecond,
      SeriesNumbers numbers,
      Set<String> full)
      throws SQLException {
    BulkRows.append(
        connection,
        catalog,
        Objects.requireNonNull(SampleSql.table(level)),
        row -> {
          for (SampleCell cell : cells) {
            if (cell.slot() < untilSecond && !full.contains(cell.series().service())) {
              cell.at(level).append(row, numbers.number(cell.series()));
            }
          }
        });
  }

  private static void writeGap(
      DuckDBConnection connection, String catalog, String service, long firstRow, long endRow)
      throws SQLException {
    String gaps = catalog + "." + RollupTables.SERIES_GAPS;
    String before = " FROM " + gaps + " WHERE service = ? AND end_row = ?";
    try (PreparedStatement longer =
            connection.prepareStatement(
                "INSERT INTO " + gaps + " SELECT ?, coalesce(min(first_row), ?), ?" + before);
        PreparedStatement shorter = connection.prepareStatement("DELETE" + before)) {
      longer.setString(1, service);
      longer.setLong(2, firstRow);
      longer.setLong(3, endRow);
      longer.setString(4, service);
      longer.setLong(5, firstRow);
      longer.executeUpdate();
      shorter.setString(1, service);
      shorter.setLong(2, firstRow);
      shorter.executeUpdate();
    }
  }
}
