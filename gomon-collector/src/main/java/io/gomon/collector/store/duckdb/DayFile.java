/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One attached day: its file, and what the applier knows about its content. {@link #leases} belongs
 * to {@link DayFiles} and its lock, {@link #seen}, {@link #open} and {@link #group} to the applier,
 * which also is the only one that writes {@link #traces} and {@link #openEvents}.
 */
final class DayFile {
  static final long NANOS_PER_DAY = TimeUnit.DAYS.toNanos(1);

  /** How many of the newest events are read back when the store opens: about 0.2 s. */
  private static final int RELOADED_EVENTS = 1 << 18;

  final long epochDay;
  final Path file;
  final String catalog;

  /** Guarded by the lock of {@link DayFiles}: how many readers use this file now. */
  int leases;

  /** How often it was written since it was attached. Guarded by the store's writing lock. */
  long writes;

  /** Whether {@link #seen} and {@link #open} hold keys, or say "perhaps" to all. */
  private volatile boolean inMemory = true;

  SeenEvents seen = SeenEvents.empty();
  OpenEvents open = new OpenEvents();
  final FillingGroup group = new FillingGroup();

  /** Where its traces are. Read by any thread. */
  volatile TraceIndex traces = TraceIndex.EMPTY;

  /** How many announced events there are, or more: a look-up passes over none. Any thread reads. */
  final AtomicLong openEvents = new AtomicLong();

  DayFile(long epochDay, Path folder) {
    this.epochDay = epochDay;
    this.file = folder.resolve("events-" + LocalDate.ofEpochDay(epochDay) + ".duckdb");
    this.catalog = "d" + LocalDate.ofEpochDay(epochDay).toString().replace("-", "");
  }

  static long epochDayOf(long epochNanos) {
    return Math.floorDiv(epochNanos, NANOS_PER_DAY);
  }

  boolean isInMemory() {
    return inMemory;
  }

  /** Forgets which events the file holds: each event is looked up in the file from now on. */
  void forgetEvents() {
    seen = SeenEvents.unknown();
    open = OpenEvents.unknown();
    inMemory = false;
  }

  /** On disk. 0 of a file that is being deleted. */
  long bytes() {
    return file.toFile().length() + walFile().toFile().length();
  }

  /** The file, and its own log if that holds anything. */
  List<Path> files() {
    return walFile().toFile().length() > 0 ? List.of(file, walFile()) : List.of(file);
  }

  Path walFile() {
    return file.resolveSibling(file.getFileName() + ".wal");
  }

  /** Reads what a look-up of a trace needs to know. */
  void describe(Connection connection, TraceMemory memory) throws SQLException {
    TraceTail tail = TraceBlocks.readTail(connection, catalog);
    traces = new TraceIndex(TraceBlocks.readBlocks(connection, catalog, memory), tail);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM " + catalog + "." + DaySchema.OPEN_EVENTS)) {
      row.next();
      openEvents.set(row.getLong(1));
    }
  }

  /** Reads back which events the file holds: the newest, and those that are announced. */
  void reload(Connection connection) throws SQLException {
    open = readOpen(connection);
    seen = readSeen(connection);
    inMemory = true;
  }

  private OpenEvents readOpen(Connection connection) throws SQLException {
    OpenEvents announced = new OpenEvents();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id_high, id_low, trace_high, trace_low FROM "
                    + catalog
                    + ".open_events LIMIT "
                    + (OpenEvents.MAX_KEYS + 1))) {
      while (row.next()) {
        announced.add(EventKey.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
      }
    }
    return announced;
  }

  private SeenEvents readSeen(Connection connection) throws SQLException {
    long firstRow = firstReloadedRow(connection);
    SeenEvents newest = SeenEvents.startingAt(horizonBefore(connection, firstRow));
    String sql =
        ("SELECT " + EventColumns.ID_HIGH + ", " + EventColumns.ID_LOW)
            + (", trace_high, trace_low, start_nanos FROM " + catalog)
            + (".events WHERE rowid >= " + firstRow);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        EventKey key = EventKey.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        newest.add(key, row.getLong(5));
      }
    }
    return newest;
  }

  private long firstReloadedRow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(rowid) + 1, 0) FROM " + catalog + ".events")) {
      row.next();
      return Math.max(0, row.getLong(1) - RELOADED_EVENTS);
    }
  }

  /** Behind the newest start of all rows before {@code firstRow}: from there on all are known. */
  private long horizonBefore(Connection connection, long firstRow) throws SQLException {
    String sql =
        "SELECT max(start_nanos) + 1 FROM " + catalog + ".events WHERE rowid < " + firstRow;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      long horizon = row.getLong(1);
      return row.wasNull() ? Long.MIN_VALUE : horizon;
    }
  }
}
