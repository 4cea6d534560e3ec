/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import io.gomon.collector.store.duckdb.DaySession;
import io.gomon.collector.store.duckdb.RollupTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/*
 * Which events of a day's file are in which cells
 *
 * Rows of the table `events` are never deleted or moved, and new ones come behind the last. Whoever rolls up takes
 * the rows behind those that were taken before, a piece, and in one transaction writes the cells and the piece. So
 *
 *   I1  the pieces cover the rows from 0 to coveredRows() without gap or overlap; the rows behind are in no cell;
 *   I2  a piece of grain G is in the cells of level G. RAW: it is in none, since it would hardly shrink;
 *       The same of what they measured, with a grain of its own (SampleSql);
 *   I3  the cells of level L-1 in slots before closed(L), and only those, are in level L, too; closed(L) falls with L.
 *
 * What comes late for a closed slot is written to all levels that are closed there: I3 needs no cell to be changed,
 * and nothing is ever replaced. All of it is in the day's file, and one transaction sees all of it at one time.
 */
/** What one day's file says of its cells, in one transaction. Immutable. */
final class Coverage {
  /** The grain of a piece that is in no cell. */
  static final int RAW = Integer.MAX_VALUE;

  /** Failures of pieces of the finest level are in this one at once. */
  private static final Level FAILURES_BEGIN = Level.MINUTE;

  /** Rows of the table {@code events}, from one to another, exclusive. */
  record Rows(long firstRow, long endRow, int grainSeconds, int numbersSeconds) {
    /** Whether both are in the same cells. */
    boolean isLike(Rows other) {
      return grainSeconds == other.grainSeconds && numbersSeconds == other.numbersSeconds;
    }
  }

  private final List<Rows> pieces = new ArrayList<>();
  private final Map<Integer, Long> closedSeconds = new LinkedHashMap<>();
  private long rows;

  /** Further rows that are in no cell, as a condition; empty: none. */
  private String gaps = "";

  private final DaySession.Day day;

  private Coverage(DaySession.Day day) {
    this.day = day;
  }

  /**
   * Begins a transaction, in which all further statements of the session see the same, and reads
   * the coverage of each of its days.
   */
  static Map<DaySession.Day, Coverage> read(DaySession session) throws SQLException {
    session.beginSnapshot();
    Map<DaySession.Day, Coverage> coverages = new LinkedHashMap<>();
    StringJoiner all = new StringJoiner(" UNION ALL ");
    List<DaySession.Day> days = session.days();
    for (int i = 0; i < days.size(); i++) {
      String catalog = days.get(i).catalog();
      Coverage coverage = new Coverage(days.get(i));
      coverages.put(days.get(i), coverage);
      all.add("SELECT " + i + ", 0, count(*), 0, 0, 0 FROM " + catalog + ".events");
      String of = " FROM " + catalog + ".";
      all.add(
          ("SELECT " + i + ", 1, first_row, end_row, grain_seconds, numbers_seconds")
              + (of + RollupTables.PIECES));
      all.add("SELECT " + i + ", 2, level_seconds, until_second, 0, 0" + of + RollupTables.CLOSED);
    }
    if (!days.isEmpty()) {
      readRows(session, all.toString(), List.copyOf(coverages.values()));
    }
    return coverages;
  }

  private static void readRows(DaySession session, String sql, List<Coverage> coverages)
      throws SQLException {
    try (ResultSet row = session.query(sql)) {
      while (row.next()) {
        Coverage coverage = coverages.get(row.getInt(1));
        switch (row.getInt(2)) {
          case 0 -> coverage.rows = row.getLong(3);
          case 1 ->
              coverage.pieces.add(
                  new Rows(row.getLong(3), row.getLong(4), row.getInt(5), row.getInt(6)));
          default -> coverage.closedSeconds.put(row.getInt(3), row.getLong(4));
        }
      }
    }
    coverages.forEach(coverage -> coverage.pieces.sort(Comparator.comparingLong(Rows::firstRow)));
  }

  /**
   * The same day as it looks for the numbers of a service.
   *
   * @param gaps which rows are in no series, as a condition; empty: none
   */
  Coverage ofNumbers(String gaps) {
    Coverage numbers = new Coverage(day);
    numbers.rows = rows;
    numbers.closedSeconds.putAll(closedSeconds);
    numbers.gaps = gaps;
    for (Rows piece : pieces) {
      int grain = piece.numbersSeconds();
      numbers.pieces.add(new Rows(piece.firstRow(), piece.endRow(), grain, grain));
    }
    return numbers;
  }

  DaySession.Day day() {
    return day;
  }

  /** How many rows the table {@code events} has. */
  long rows() {
    return rows;
  }

  /** How many of them, the first ones, belong to a piece. */
  long coveredRows() {
    return pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).endRow();
  }

  /** Where the slots begin that are not in a level's cells, unless their pieces have its grain. */
  long closedSecond(Level level) {
    return closedSeconds.getOrDefault(level.seconds(), Long.MIN_VALUE);
  }

  /** Whether all levels have what there is, up to the end of the day. */
  boolean isClosed() {
    return closedSecond(Level.DAY) >= (day.epochDay() + 1) * Level.DAY.seconds();
  }

  List<Rows> pieces() {
    return pieces;
  }

  /** The grain of the piece that a row belongs to; null if it is in no cell. */
  @Nullable Level grainOf(long row) {
    for (Rows piece : pieces) {
      if (row >= piece.firstRow() && row < piece.endRow()) {
        return Level.ALL.stream()
            .filter(level -> level.seconds() == piece.grainSeconds())
            .findFirst()
            .orElse(null);
      }
    }
    return null;
  }

  /** Adds a piece behind the last one, in a transaction: as a longer one, if it is like that. */
  void addPiece(Statement statement, Rows piece) throws SQLException {
    String table = day.catalog() + "." + RollupTables.PIECES;
    long firstRow = piece.firstRow;
    Rows last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
    if (last != null && last.isLike(piece)) {
      statement.execute("DELETE FROM " + table + " WHERE end_row = " + firstRow);
      firstRow = last.firstRow;
    }
    statement.execute(
        ("INSERT INTO " + table + " VALUES (" + firstRow + ", " + piece.endRow + ", ")
            + (piece.grainSeconds + ", " + piece.numbersSeconds + ")"));
  }

  /** Whether there may be a row in the table of a level. */
  boolean mayHaveCells(Level level) {
    boolean closed = level == FAILURES_BEGIN || closedSecond(level) != Long.MIN_VALUE;
    return pieces.stream()
        .anyMatch(
            piece ->
                piece.grainSeconds() == level.seconds()
                    || (closed && piece.grainSeconds() < level.seconds()));
  }

  /**
   * The condition for rows that are not in the cells of a level or of finer ones.
   *
   * @return null if there are none, empty if no row is
   */
  @Nullable String rowsNotIn(Level level) {
    Spans rowids = new Spans("rowid");
    long inCells = 0;
    for (Rows piece : pieces) {
      if (piece.grainSeconds() > level.seconds()) {
        rowids.add(piece.firstRow(), piece.endRow());
      } else {
        inCells += piece.endRow() - piece.firstRow();
      }
    }
    if (inCells == 0) {
      return "";
    }
    if (rows > coveredRows()) {
      rowids.add(coveredRows(), rows);
    }
    if (inCells == rows) {
      return gaps.isEmpty() ? null : gaps;
    }
    return gaps.isEmpty() ? rowids.toString() : "(" + rowids + " OR " + gaps + ")";
  }
}
