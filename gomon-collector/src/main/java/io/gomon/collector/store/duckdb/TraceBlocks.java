/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * How a trace is found by its id without reading its days
 *
 * A row of a day's table trace_blocks describes a block of rows of its table events: how many they are, from when to
 * when they start, and which traces they may hold. Blocks follow each other as rows do, so the sum of their rows says
 * where the tail begins that none describes; the tail's starts are in memory (TraceTail).
 *
 *   T1  each stored row is in a block, or in the tail as the writer published it;
 *   T2  the tail grows before its rows are committed, and shrinks after the block that describes them is.
 *
 * The writer publishes blocks and tail together (TraceIndex). They describe all that is committed by then, so a
 * look-up takes them and asks: what is stored a moment later it finds or does not. But where events are announced,
 * one may be in neither place it looks at, since it finishes meanwhile. There a look-up takes its snapshot of the day
 * before it takes what is published.
 *
 * Of a day whose blocks do not fit into memory (TraceMemory) they are read from the file, which also takes the
 * snapshot. If a block was committed between that and the look at the tail, the tail begins behind what the blocks of
 * the snapshot describe, and the whole day is asked.
 */
/** The table {@code trace_blocks} of a day file. Stateless. */
final class TraceBlocks {
  static final String TABLE = "trace_blocks";
  static final String COLUMNS =
      " (rows BIGINT NOT NULL, min_start BIGINT NOT NULL, max_start BIGINT NOT NULL,"
          + " traces BLOB NOT NULL)";

  private TraceBlocks() {}

  /**
   * Describes the rows of the tail, in a transaction of the caller. How many they are it asks the
   * file: a failed transaction may have left the tail with too many.
   *
   * @return what describes them once the transaction is committed
   */
  static TraceBlock add(Connection connection, String catalog, TraceTail tail) throws SQLException {
    long described = describedRows(connection, catalog);
    long rows = rows(connection, catalog);
    TraceBlock block =
        new TraceBlock(
            rows - described,
            tail.minStartNanos(),
            tail.maxStartNanos(),
            bits(connection, catalog, described, tail));
    try (PreparedStatement row =
        connection.prepareStatement(
            "INSERT INTO " + catalog + "." + TABLE + " VALUES (?, ?, ?, ?)")) {
      row.setLong(1, block.rows);
      row.setLong(2, block.minStartNanos);
      row.setLong(3, block.maxStartNanos);
      row.setBytes(4, block.traces());
      row.executeUpdate();
    }
    return block;
  }

  private static byte[] bits(Connection connection, String catalog, long firstRow, TraceTail tail)
      throws SQLException {
    long[] traces = new long[1_024];
    int count = 0;
    String sql =
        // The starts are there for the engine: it passes over what lies before.
        ("SELECT DISTINCT trace_high, trace_low FROM " + catalog + "." + DaySchema.EVENTS)
            + " WHERE rowid >= ? AND start_nanos BETWEEN ? AND ?";
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                SqlText.withValues(sql, firstRow, tail.minStartNanos(), tail.maxStartNanos()))) {
      while (row.next()) {
        if (count == traces.length) {
          traces = Arrays.copyOf(traces, 2 * count);
        }
        traces[count++] = TraceBits.mixed(row.getLong(1), row.getLong(2));
      }
    }
    return TraceBits.of(traces, count);
  }

  /** What the blocks of a file leave out; all rows when they describe more than there are. */
  static TraceTail readTail(Connection connection, String catalog) throws SQLException {
    long described = describedRows(connection, catalog);
    long rows = rows(connection, catalog);
    if (described == rows) {
      return TraceTail.startingAt(rows);
    }
    if (described > rows) {
      return new TraceTail(described, rows, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    String where = " FROM " + catalog + "." + DaySchema.EVENTS + " WHERE rowid >= " + described;
    return new TraceTail(
        described,
        rows - described,
        number(connection, "SELECT min(start_nanos)" + where),
        number(connection, "SELECT max(start_nanos)" + where));
  }

  /** The blocks of a file; null if the memory has no room for them. */
  static @Nullable List<TraceBlock> readBlocks(
      Connection connection, String catalog, TraceMemory memory) throws SQLException {
    String table = " FROM " + catalog + "." + TABLE;
    long bytes =
        number(connection, "SELECT coalesce(sum(octet_length(traces)), 0)::BIGINT" + table);
    if (!memory.take(bytes)) {
      return null;
    }
    List<TraceBlock> blocks = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT *" + table)) {
      while (row.next()) {
        blocks.add(TraceBlock.read(row, 0));
      }
    }
    return List.copyOf(blocks);
  }

  private static long describedRows(Connection connection, String catalog) throws SQLException {
    return number(
        connection, "SELECT coalesce(sum(rows), 0)::BIGINT FROM " + catalog + "." + TABLE);
  }

  private static long rows(Connection connection, String catalog) throws SQLException {
    return number(connection, "SELECT count(*) FROM " + catalog + "." + DaySchema.EVENTS);
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
