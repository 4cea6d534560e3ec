/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The days of one question, with its connection and its deadline. The asking thread's own, but for
 * {@link #cancel}.
 */
public final class DaySession {
  private final DuckDBConnection connection;
  private final List<DayFile> days;
  private final long deadlineNanos;

  /** The one that was prepared last. Guarded by this. */
  private @Nullable PreparedStatement newest;

  /** Guarded by this. */
  private boolean cancelled;

  DaySession(DuckDBConnection connection, List<DayFile> days, long deadlineNanos) {
    this.connection = connection;
    this.days = days;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Prepares a statement that is cancelled at the question's deadline. In the text, {@code
   * :finished} stands for all finished events of the days, {@code :open} for the announced ones and
   * {@code :all} for both, each as a table in brackets.
   *
   * @throws SQLTimeoutException if the deadline has passed
   * @throws SQLException if the session was cancelled
   */
  public PreparedStatement prepare(String sql) throws SQLException {
    long remainingNanos = deadlineNanos - System.nanoTime();
    if (remainingNanos <= 0) {
      throw new SQLTimeoutException("the time limit has passed");
    }
    PreparedStatement statement =
        connection.prepareStatement(
            sql.replace(":finished", union(List.of(DaySchema.EVENTS)))
                .replace(":open", union(List.of(DaySchema.OPEN_EVENTS)))
                .replace(":all", union(List.of(DaySchema.EVENTS, DaySchema.OPEN_EVENTS))));
    // The driver takes whole seconds: rounded up, a question lasts at most one second more.
    statement.setQueryTimeout((int) (TimeUnit.NANOSECONDS.toSeconds(remainingNanos) + 1));
    synchronized (this) {
      newest = statement;
      if (!cancelled) {
        return statement;
      }
    }
    statement.close();
    throw new SQLException("the question was cancelled");
  }

  /**
   * Ends the statement that runs, and lets no other begin. One that is prepared and about to run
   * may get away; it has its deadline. Any thread.
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

  private String union(List<String> tables) {
    if (days.isEmpty()) {
      return "(SELECT * FROM " + DuckDbEngine.NO_EVENTS + ")";
    }
    return days.stream()
        .flatMap(day -> tables.stream().map(table -> "SELECT * FROM " + day.catalog + "." + table))
        .collect(Collectors.joining(" UNION ALL ", "(", ")"));
  }
}
