/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.rollup.NameCaps;
import io.gomon.collector.store.duckdb.BulkRows;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Events of a day that are rolled up together: read, capped, and written in one transaction. The
 * rolling thread's own.
 */
final class Piece {
  /** Cells that are not so many times fewer than their events are not worth their place. */
  static final int WORTHWHILE = 4;

  /** Groups of failures by slot; further ones are counted with those that have no group. */
  private static final int MAX_FAILURES = 1 << 14;

  /** Of all names together: 262,144 of the longest that are taken in would need the whole heap. */
  static final int MAX_NAME_CHARS = 1 << 23;

  private final Coverage coverage;
  private final long endRow;

  /** Null: no level is worthwhile. */
  private @Nullable Level grain;

  private final List<Cell> cells = new ArrayList<>();
  private final Map<Failure.Key, Failure> failures = new LinkedHashMap<>();
  private Samples samples = Samples.unread();
  private long otherEvents;

  /** Null: not read. */
  private @Nullable PieceEdges edges;

  private Piece(Coverage coverage, long endRow) {
    this.coverage = coverage;
    this.endRow = endRow;
  }

  /**
   * Reads the first events that are in no piece.
   *
   * @param coverage of the only day of the session
   * @param maxRows how many events it may have
   */
  static Piece read(DaySession session, Coverage coverage, long maxRows) throws SQLException {
    Piece piece = unread(coverage, maxRows);
    List<CellSql.Source> events = piece.events();
    Level grain = piece.readFinestCells(session, events);
    if (grain != null) {
      piece.grain = grain;
      piece.readFailures(session, failureGrain(grain), events);
    }
    return piece;
  }

  private List<CellSql.Source> events() {
    String rows = "(rowid >= " + coverage.coveredRows() + " AND rowid < " + endRow + ")";
    return List.of(new CellSql.Source(coverage.day().catalog() + ".events", rows));
  }

  /** Reads what they measured; without it that is in no series. Dear: for what is written only. */
  void readSamples(DaySession session) throws SQLException {
    samples = Samples.read(session, events());
  }

  /** The same events, of which no cells are made. */
  static Piece unread(Coverage coverage, long maxRows) {
    return new Piece(coverage, Math.min(coverage.rows(), coverage.coveredRows() + maxRows));
  }

  /** Reads the cells of the finest level that is worthwhile; null if none is. */
  private @Nullable Level readFinestCells(DaySession session, List<CellSql.Source> events)
      throws SQLException {
    if (readCells(session, Level.FIVE_SECONDS, events)) {
      return Level.FIVE_SECONDS;
    }
    if (!readCells(session, Level.DAY, events)) {
      return null; // nor is any other: this one has the fewest cells
    }
    for (Level level : List.of(Level.MINUTE, Level.FIVE_MINUTES, Level.HOUR, Level.DAY)) {
      if (readCells(session, level, events)) {
        return level;
      }
    }
    return null;
  }

  /** Reads the cells of a level, unless they are too many, or their names too long. */
  private boolean readCells(DaySession session, Level level, List<CellSql.Source> events)
      throws SQLException {
    long worthwhile = rows() / WORTHWHILE;
    cells.clear();
    String sql =
        CellSql.added(
                level,
                CellSql.ofEvents(level.nanos(), events),
                CellSql.seenOfEvents(level.nanos(), events))
            + (" LIMIT " + (worthwhile + 1));
    try (ResultSet row = session.query(sql)) {
      long nameChars = 0;
      Cell former = null;
      while (nameChars <= MAX_NAME_CHARS && row.next()) {
        Cell cell = Cell.read(row, former);
        nameChars += cell.nameChars(former);
        cells.add(cell);
        former = cell;
      }
      if (cells.size() <= worthwhile && nameChars <= MAX_NAME_CHARS) {
        return true;
      }
    }
    cells.clear();
    return false;
  }

  private void readFailures(DaySession session, Level level, List<CellSql.Source> events)
      throws SQLException {
    try (ResultSet row = session.query(FailureSql.added(level, events))) {
      while (row.next()) {
        Failure read = Failure.read(row);
        boolean room = failures.containsKey(read.key()) || failures.size() < MAX_FAILURES;
        Failure failure = room ? read : read.nameless();
        failures.merge(failure.key(), failure, Failure::plus);
      }
    }
  }

  /** Failures have no cells of the finest level. */
  private static Level failureGrain(Level grain) {
    return grain == Level.FIVE_SECONDS ? Level.MINUTE : grain;
  }

  /**
   * Reads who called, for the requests of the piece and those of former ones that wait. Without it
   * the callers of its requests stay unknown.
   *
   * @param before the day before, if the session has it
   * @param caps the day's names, of which it takes some
   */
  void readEdges(
      DaySession session, @Nullable Coverage before, NameCaps caps, PieceEdges.Patience patience)
      throws SQLException {
    PieceEdges read = new PieceEdges(coverage, grain, caps);
    read.read(session, endRow, before, patience);
    edges = read;
  }

  boolean isWorthwhile() {
    return grain != null;
  }

  long rows() {
    return endRow - coverage.coveredRows();
  }

  /** How many events lost their name, since there was no room for it. Known when it is written. */
  long otherEvents() {
    return otherEvents;
  }

  /** How many samples are in no series, since there was no room. Known when it is written. */
  long otherSamples() {
    return samples.otherSamples();
  }

  /**
   * Writes cells and coverage, in a transaction of the caller.
   *
   * @param complete whether nothing more is expected for this day
   */
  void write(DuckDBConnection connection, String catalog, DayNames names, boolean complete)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      appendCells(connection, catalog, names.caps());
      appendFailures(connection, catalog, names.caps());
      samples.write(connection, catalog, coverage, names.series(), endRow);
      if (edges != null) {
        edges.write(connection, catalog);
        otherEvents += edges.others();
      }
      writeCoverage(statement);
      new Closing(statement, catalog, coverage).until(complete ? Long.MAX_VALUE : mostFromSecond());
    }
  }

  private void appendCells(DuckDBConnection connection, String catalog, NameCaps caps)
      throws SQLException {
    if (grain == null) {
      return;
    }
    List<Cell> capped = new ArrayList<>(cells.size());
    long others = 0;
    for (Cell cell : cells) {
      Cell named = cell.capped(caps);
      others += named.name().equals(cell.name()) ? 0 : cell.events();
      capped.add(named);
    }
    otherEvents = others;
    appendTo(connection, catalog, grain, Long.MAX_VALUE, capped);
    for (Level level : grain.coarserOnes()) {
      appendTo(connection, catalog, level, coverage.closedSecond(level), capped);
    }
  }

  private static void appendTo(
      DuckDBConnection connection, String catalog, Level level, long untilSecond, List<Cell> cells)
      throws SQLException {
    BulkRows.append(
        connection,
        catalog,
        CellSql.table(level),
        row -> {
          for (Cell cell : cells) {
            if (cell.slot() < untilSecond) {
              cell.append(row, level.slotOf(cell.slot()));
            }
          }
        });
  }

  private void appendFailures(DuckDBConnection connection, String catalog, NameCaps caps)
      throws SQLException {
    if (grain == null || failures.isEmpty()) {
      return;
    }
    List<Failure> capped = failures.values().stream().map(one -> one.capped(caps)).toList();
    Level finest = failureGrain(grain);
    appendFailuresTo(connection, catalog, finest, Long.MAX_VALUE, capped);
    for (Level level : finest.coarserOnes()) {
      appendFailuresTo(connection, catalog, level, coverage.closedSecond(level), capped);
    }
  }

  private static void appendFailuresTo(
      DuckDBConnection connection,
      String catalog,
      Level level,
      long untilSecond,
      List<Failure> failures)
      throws SQLException {
    BulkRows.append(
        connection,
        catalog,
        Objects.requireNonNull(FailureSql.table(level)),
        row -> {
          for (Failure failure : failures) {
            if (failure.key().slot() < untilSecond) {
              failure.append(row, level.slotOf(failure.key().slot()));
            }
          }
        });
  }

  private void writeCoverage(Statement statement) throws SQLException {
    if (rows() == 0) {
      return; // there is nothing to do but to close the day
    }
    coverage.addPiece(
        statement,
        new Coverage.Rows(
            coverage.coveredRows(),
            endRow,
            grain == null ? Coverage.RAW : grain.seconds(),
            samples.grainSeconds()));
  }

  /** Nine of ten events begin in slots from this second on: those before it are nearly complete. */
  private long mostFromSecond() {
    long later = rows();
    List<Cell> bySlot = cells.stream().sorted(Comparator.comparingLong(Cell::slot)).toList();
    for (Cell cell : bySlot) {
      later -= cell.n();
      if (later < rows() - rows() / 10) {
        return cell.slot();
      }
    }
    return coverage.day().epochDay() * Level.DAY.seconds();
  }
}
