/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The days of one question, with its connection and its deadline. The asking thread's own, but for
 * {@link #cancel}.
 */
public final class DaySession {
  private static final String UNION_ALL = " UNION ALL ";

  private final DuckDBConnection connection;
  private final List<DayFile> days;

  /**
   * Those of them that had announced events when the question began. Before any snapshot is taken:
   * what is announced later is not seen as announced, nor, by a later snapshot, missed as finished.
   */
  private final Set<DayFile> withOpen;

  private final long deadlineNanos;

  /** What statements are about: {@link #askFrom}. The asking thread's own. */
  private List<DayFile> asked;

  /** The one that was begun last. Guarded by this. */
  private @Nullable Statement newest;

  /** Guarded by this. */
  private boolean cancelled;

  /** The asking thread's own. */
  private boolean hasSnapshot;

  DaySession(DuckDBConnection connection, List<DayFile> days, long deadlineNanos) {
    this.connection = connection;
    this.days = days;
    this.asked = days;
    this.withOpen =
        days.stream().filter(day -> day.openEvents.get() > 0).collect(Collectors.toSet());
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * A day of the question.
   *
   * @param epochDay days since 1970-01-01
   * @param catalog its name in statements, as in {@code catalog.table}
   */
  public record Day(long epochDay, String catalog) {}

  /** The days that have a file, oldest first. */
  public List<Day> days() {
    return days.stream().map(day -> new Day(day.epochDay, day.catalog)).toList();
  }

  /** Statements that follow are about days that end after this time, nanoseconds since 1970. */
  public void askFrom(long fromNanos) {
    long first = DayFile.epochDayOf(fromNanos);
    asked = days.stream().filter(day -> day.epochDay >= first).toList();
  }

  /**
   * From when on there are about so many finished events, by what is in memory: no more than half a
   * block beyond it, and where that is not known, fewer.
   *
   * @param toNanos events from this time on do not count, nanoseconds since 1970-01-01T00:00Z
   * @return at the latest {@code toNanos}; {@link Long#MIN_VALUE} if there are fewer
   */
  public long startOfNewest(long rows, long toNanos) {
    return NewestRows.start(days, rows, toNanos);
  }

  /**
   * Runs a statement, which is cancelled at the question's deadline. In the text, {@code :finished}
   * stands for all finished events of the days, {@code :open} for the announced ones and {@code
   * :all} for both, each as a table in brackets, with those columns of {@link EventColumns#ALL}
   * that the text names; and {@code ?}, or {@code $1} and so on, for a value.
   *
   * @param values texts and whole numbers
   * @return all of its rows; to be closed, which ends the statement
   * @throws SQLTimeoutException if the deadline passes
   * @throws SQLException if the session was cancelled
   */
  public ResultSet query(String sql, Object... values) throws SQLException {
    String tables =
        sql.replace(":finished", EventColumns.union(sql, finished(), List.of()))
            .replace(":open", EventColumns.union(sql, List.of(), open()))
            .replace(":all", EventColumns.union(sql, finished(), open()));
    return run(SqlText.withValues(tables, values));
  }

  /**
   * Runs a statement about some traces, as {@link #query} does. In the text, {@code :all} stands
   * for those events of the days that may be of one of them: all that are, and some others; {@code
   * :packed} the same, whole and as {@link EventRows#addPacked} reads them, which is planned and
   * run in a third of the time.
   *
   * @param mixedTraces their ids: {@link #mixedTrace}
   */
  public ResultSet queryTraces(String sql, long... mixedTraces) throws SQLException {
    List<String> finished = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (TracePlaces places : places(mixedTraces)) {
      places.published(mixedTraces);
      finished.addAll(places.finished());
      open.addAll(places.open());
    }
    return run(
        sql.replace(":all", EventColumns.union(sql, finished, open))
            .replace(":packed", EventColumns.packed(finished, open)));
  }

  /** How a trace is named to {@link #queryTraces}. */
  public static long mixedTrace(long traceHigh, long traceLow) {
    return TraceBits.mixed(traceHigh, traceLow);
  }

  /** All statements that follow see one state of the days. */
  public void beginSnapshot() throws SQLException {
    if (!hasSnapshot) {
      hasSnapshot = true;
      execute("BEGIN TRANSACTION");
    }
  }

  /** What gives no rows. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All days, in snapshots where that matters, with what their files are asked for. */
  private List<TracePlaces> places(long... mixedTraces) throws SQLException {
    List<TracePlaces> places =
        asked.stream().map(day -> new TracePlaces(day, withOpen.contains(day))).toList();
    String snapshots =
        places.stream()
            .map(TracePlaces::snapshotSql)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(UNION_ALL));
    String blocks =
        IntStream.range(0, places.size())
            .filter(i -> places.get(i).isInFile())
            .mapToObj(i -> "SELECT " + i + ", " + places.get(i).blocksSql())
            .collect(Collectors.joining(UNION_ALL));
    readSnapshot(snapshots, row -> {});
    readSnapshot(
        blocks, row -> places.get(row.getInt(1)).block(TraceBlock.read(row, 1), mixedTraces));
    return places;
  }

  private void readSnapshot(String sql, RowReader reader) throws SQLException {
    if (sql.isEmpty()) {
      return;
    }
    beginSnapshot();
    try (ResultSet row = run(sql)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private ResultSet run(String sql) throws SQLException {
    long remainingNanos = deadlineNanos - System.nanoTime();
    if (remainingNanos <= 0) {
      throw new SQLTimeoutException("the time limit has passed");
    }
    Statement statement = connection.createStatement();
    try {
      // The driver takes whole seconds: rounded up, a question lasts at most one second more.
      statement.setQueryTimeout((int) (TimeUnit.NANOSECONDS.toSeconds(remainingNanos) + 1));
      synchronized (this) {
        newest = statement;
        if (cancelled) {
          throw new SQLException("the question was cancelled");
        }
      }
      statement.closeOnCompletion();
      return statement.executeQuery(sql);
    } catch (SQLException | RuntimeException | Error e) {
      closeBehind(statement, e);
      throw e;
    }
  }

  private static void closeBehind(Statement statement, Throwable failure) {
    try {
      statement.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Ends the statement that runs, and lets no other begin. Waits while one is planned, which
   * nothing ends: some milliseconds, a part of a second for a year of days. One that is about to
   * run may get away; it has its deadline. Any thread.
   */
  public synchronized void cancel() {
    cancelled = true;
    if (newest == null) {
      return;
    }
    try {
      newest.cancel();
    } catch (SQLException e) {
      // it has ended by itself just now
      return;
    }
  }

  /** The name of the only day; null if it has no file, or not any more. */
  @Nullable String catalog() {
    return days.isEmpty() ? null : days.get(0).catalog;
  }

  private List<String> finished() {
    return asked.stream().map(day -> day.catalog + "." + DaySchema.EVENTS).toList();
  }

  /** Each table costs a part of a millisecond to prepare, also an empty one. */
  private List<String> open() {
    return asked.stream()
        .filter(withOpen::contains)
        .map(day -> day.catalog + "." + DaySchema.OPEN_EVENTS)
        .toList();
  }
}
