/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import org.jspecify.annotations.Nullable;

/**
 * Records what a statement does: {@code conn-prepare} for its life, an event for each execution,
 * {@code sql-wrows} for each result.
 *
 * <p>Used by one thread at a time, as the statement is; {@link #closed} may come from another, with
 * the connection. No method throws. A null tracker stands for "not recorded".
 */
public final class StatementRecord {
  /** The chain of {@link OpenStatements}. */
  volatile @Nullable StatementRecord older;

  private final ConnectionRecord connection;

  /** The SQL that was prepared; null for a plain statement. */
  private final @Nullable String sql;

  private volatile boolean closed;

  /** The event {@code conn-prepare}, and whose it is. */
  private @Nullable EventTracker prepared;

  private @Nullable Gomon preparedBy;
  private @Nullable StatementValues values;

  /** The event of the last execution, parent of its rows; and the SQL it ran. */
  private @Nullable EventTracker execution;

  private @Nullable String executedSql;
  private @Nullable RowsRecord rows;

  /** What an ORM has told of {@link #sql}. */
  private @Nullable SqlHint hint;

  StatementRecord(ConnectionRecord connection, @Nullable String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  /** Begins to prepare. */
  void begin() {
    try {
      hint = sql == null ? null : SqlHint.take(sql);
      Binding bound = connection.bind();
      if (sql == null || !bound.gomon.isEnabled() || !bound.policy.keepsPrepare()) {
        return;
      }
      EventTracker event = bound.gomon.start("conn-prepare", bound.event);
      if (event.isRecording()) {
        event.set("query", bound.policy.query(sql)).set("conn-id", bound.id());
        if (hint != null) {
          hint.describe(event);
        }
        prepared = event;
        preparedBy = bound.gomon;
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The driver has prepared it: from now on its event waits for the close. */
  public void prepared() {
    connection.add(this);
  }

  /** The driver could not prepare it; null when it gave no statement, and no reason. */
  public void notPrepared(@Nullable Throwable error) {
    closed(error);
  }

  /** A query is about to run; null SQL means the prepared one. */
  public @Nullable EventTracker queryStarts(@Nullable String statementSql) {
    return described(
        starts(statementSql == null ? "sql-wstmt-query" : "sql-wconn-query", statementSql),
        statementSql);
  }

  /** Anything but a query is about to run, or what may be both; null SQL means the prepared one. */
  public @Nullable EventTracker executionStarts(@Nullable String statementSql) {
    return described(
        starts(statementSql == null ? "sql-wstmt-exec" : "sql-wconn-exec", statementSql),
        statementSql);
  }

  private @Nullable EventTracker described(
      @Nullable EventTracker event, @Nullable String statementSql) {
    if (event != null && statementSql == null && values != null) {
      values.describe(event);
    }
    return event;
  }

  private @Nullable EventTracker starts(String fingerprint, @Nullable String statementSql) {
    try {
      // JDBC: executing again closes the result of the last time.
      finishRows();
      execution = null;
      Binding bound = connection.bind();
      if (!bound.gomon.isEnabled()) {
        return null;
      }
      connection.executing(bound);
      EventTracker event = bound.gomon.start(fingerprint, parent(bound));
      if (!event.isRecording()) {
        return null;
      }
      executedSql = statementSql == null ? sql : statementSql;
      if (executedSql != null) {
        event.set("query", bound.policy.query(executedSql));
      }
      event.set("conn-id", bound.id()).set("db", connection.product());
      SqlHint told = statementSql == null ? hint : SqlHint.take(statementSql);
      if (told != null) {
        told.describe(event);
      }
      execution = event;
      return event;
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
      return null;
    }
  }

  private EventTracker parent(Binding bound) {
    EventTracker own = prepared;
    return own != null && preparedBy == bound.gomon ? own : bound.event;
  }

  /** The batch is about to run; of several SQL texts the first stands for all. */
  public @Nullable EventTracker batchStarts() {
    String first = sql == null ? values().batchSql() : null;
    EventTracker event = starts(sql == null ? "sql-wconn-exec" : "sql-wstmt-exec", first);
    if (event != null) {
      values().describeBatch(event);
    }
    values().batchCleared();
    return event;
  }

  /** The query is done, and these are its rows to be; null when they are not recorded. */
  public @Nullable RowsRecord queried(@Nullable EventTracker event) {
    return executed(event) ? rows() : null;
  }

  /** The execution is done. */
  public boolean executed(@Nullable EventTracker event) {
    if (event == null) {
      return false;
    }
    event.finish();
    return true;
  }

  /** The execution is done, and has changed so many rows. */
  public void executed(@Nullable EventTracker event, long affectedRows) {
    if (event != null) {
      event.set("rows-aff", affectedRows).finish();
    }
  }

  /** The batch is done. */
  public void executed(@Nullable EventTracker event, long @Nullable [] updateCounts) {
    if (event != null) {
      BatchCounts.set(event, updateCounts);
      event.finish();
    }
  }

  /** The batch is done. */
  public void executed(@Nullable EventTracker event, int @Nullable [] updateCounts) {
    if (event != null) {
      BatchCounts.set(event, updateCounts);
      event.finish();
    }
  }

  /** The execution has failed. */
  public void failed(@Nullable EventTracker event, Throwable error) {
    if (event == null) {
      return;
    }
    try {
      JdbcValues.setError(event, error);
      BatchCounts.setFailed(event, error);
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
    event.finish();
  }

  /** One more result of the last execution; null when that was not recorded. */
  public @Nullable RowsRecord rows() {
    return rowsOf(false);
  }

  /** The generated keys of the last execution; null when that was not recorded. */
  public @Nullable RowsRecord generatedKeys() {
    return rowsOf(true);
  }

  private @Nullable RowsRecord rowsOf(boolean generated) {
    try {
      EventTracker parent = execution;
      EventTracker event = parent == null ? null : parent.newChild("sql-wrows");
      if (event == null || !event.isRecording()) {
        return null;
      }
      if (generated) {
        event.set("generated", true);
      }
      RowsRecord former = rows;
      RowsRecord made =
          new RowsRecord(event, connection.bind().policy, generated ? null : executedSql);
      made.older = former == null || former.isFinished() ? null : former;
      rows = made;
      return made;
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
      return null;
    }
  }

  /** All results that are open are done with. */
  public void finishRows() {
    for (RowsRecord open = rows; open != null; open = open.older) {
      open.finish();
    }
    rows = null;
  }

  /** Whether a result is open of which we know. */
  public boolean hasOpenRows() {
    for (RowsRecord open = rows; open != null; open = open.older) {
      if (!open.isFinished()) {
        return true;
      }
    }
    return false;
  }

  /** What is bound to the statement, and read from it. */
  public StatementValues values() {
    StatementValues known = values;
    if (known == null) {
      known = new StatementValues(connection, sql);
      values = known;
    }
    return known;
  }

  /** The statement is closed, by itself or with its connection. Only the first call counts. */
  public void closed(@Nullable Throwable error) {
    if (closed) {
      return;
    }
    closed = true;
    finishRows();
    EventTracker event = prepared;
    if (event != null) {
      try {
        if (values != null) {
          values.describeOut(event);
        }
        if (error != null) {
          JdbcValues.setError(event, error);
        }
      } catch (RuntimeException e) {
        Troubles.recordingFailed(e);
      }
      event.finish();
    }
    execution = null;
    values = null;
  }

  /** Nobody closes this one: its event ends here, and says so. */
  void forgotten() {
    if (prepared != null) {
      prepared.set("forgotten", true);
    }
    closed(null);
  }

  boolean isClosed() {
    return closed;
  }
}
