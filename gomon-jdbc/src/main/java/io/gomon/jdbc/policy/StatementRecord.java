/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.jdbc.profile.SlowExecution;
import java.sql.SQLWarning;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Records what a statement does: {@code conn-prepare} for its life, an event for each execution,
 * {@code sql-wrows} for each result.
 *
 * <p>Used by one thread at a time, as the statement is; {@link #closed} may come from another, with
 * the connection. No method throws. A null tracker stands for "not recorded".
 */
public final class StatementRecord extends StatementValues implements SlowExecution.Source {
  private static final int MAX_OPEN_ROWS = 32;

  /** The chain of {@link OpenStatements}. */
  volatile @Nullable StatementRecord older;

  private volatile boolean closed;

  /** The event {@code conn-prepare}, and whose it is. */
  private @Nullable EventTracker prepared;

  private @Nullable Gomon preparedBy;

  /** The event of the last execution, parent of its rows; and the SQL it ran. */
  private @Nullable EventTracker execution;

  private @Nullable SqlText executed;
  private @Nullable RowsRecord rows;

  /** What an ORM has told of the SQL that was prepared. */
  private @Nullable SqlHint hint;

  StatementRecord(ConnectionRecord connection, @Nullable SqlText text) {
    super(connection, text);
  }

  /** Begins to prepare. */
  void begin() {
    try {
      hint = text == null ? null : SqlHint.take(text.sql);
      Binding bound = connection.bind();
      if (text == null || !bound.gomon.isEnabled() || !bound.policy.keepsPrepare()) {
        return;
      }
      EventTracker event = bound.gomon.start("conn-prepare", bound.event);
      if (event.isRecording()) {
        bound.describe(event, text, connection.product());
        if (hint != null) {
          hint.describe(event, bound.policy);
        }
        prepared = event;
        preparedBy = bound.gomon;
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** What the driver is to prepare, or to put into a batch: the text, perhaps with a comment. */
  public @Nullable String commented(@Nullable String sql) {
    try {
      Binding bound = connection.bind();
      return bound.gomon.isEnabled() ? bound.policy.comments().add(sql) : sql;
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return sql;
    }
  }

  /** What the driver is to run under this event. */
  public @Nullable String commented(@Nullable String sql, @Nullable EventTracker event) {
    try {
      return event == null ? sql : connection.bind().policy.comments().add(sql, event);
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return sql;
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
    if (event != null && statementSql == null) {
      describe(event);
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
      connection.transaction().executing(bound);
      EventTracker event = bound.gomon.start(fingerprint, parent(bound));
      if (!event.isRecording()) {
        return null;
      }
      executed = textOf(statementSql, bound.policy);
      bound.describe(event, executed, connection.product());
      SqlHint told = statementSql == null ? hint : SqlHint.take(statementSql);
      if (told != null) {
        told.describe(event, bound.policy);
      }
      execution = event;
      return event;
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return null;
    }
  }

  private @Nullable SqlText textOf(@Nullable String statementSql, JdbcPolicy policy) {
    if (statementSql != null) {
      return policy.textOf(statementSql, connection.dialect());
    }
    return text == null ? null : text.under(policy, connection.dialect());
  }

  private EventTracker parent(Binding bound) {
    EventTracker own = prepared;
    return own != null && preparedBy == bound.gomon ? own : bound.event;
  }

  /** The batch is about to run; of several SQL texts the first stands for all. */
  public @Nullable EventTracker batchStarts() {
    String first = text == null ? batchSql() : null;
    EventTracker event = starts(text == null ? "sql-wconn-exec" : "sql-wstmt-exec", first);
    if (event != null) {
      describeBatch(event);
    }
    batchCleared();
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
    ended(event, false);
    return true;
  }

  /** The execution is done, and has changed so many rows. */
  public void executed(@Nullable EventTracker event, long affectedRows) {
    if (event != null) {
      ended(event.set("rows-aff", affectedRows), false);
    }
  }

  /** The batch is done. */
  public void executed(@Nullable EventTracker event, long @Nullable [] updateCounts) {
    if (event != null) {
      BatchCounts.set(event, updateCounts);
      ended(event, false);
    }
  }

  /** The batch is done. */
  public void executed(@Nullable EventTracker event, int @Nullable [] updateCounts) {
    if (event != null) {
      BatchCounts.set(event, updateCounts);
      ended(event, false);
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
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
    ended(event, true);
  }

  private void ended(EventTracker event, boolean failed) {
    try {
      event.finish();
    } catch (Throwable e) {
      // Memory or stack ran out in ours; the driver has done its work, and says so itself.
      Troubles.recordingFailed(e);
    }
    connection.transaction().busy(event);
    SqlText run = executed;
    if (run != null) {
      try {
        run.ended(this, event, failed);
      } catch (Throwable e) {
        Troubles.recordingFailed(e);
      }
    }
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
      RowsRecord made =
          new RowsRecord(event, connection.bind().policy, generated ? keys(executed) : executed);
      if (others != null) {
        made.fetchSize(others.fetchSize);
      }
      keepOpen(rows);
      rows = made;
      return made;
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return null;
    }
  }

  /** Another result comes, and this one may stay open beside it. */
  private void keepOpen(@Nullable RowsRecord former) {
    if (former == null || former.isFinished()) {
      return;
    }
    Queue<RowsRecord> open = others().openRows;
    open.removeIf(RowsRecord::isFinished);
    if (open.size() >= MAX_OPEN_ROWS) {
      finish(open.poll());
    }
    open.add(former);
  }

  private static void finish(@Nullable RowsRecord open) {
    if (open != null) {
      open.finish();
    }
  }

  /** All results that are open are done with. */
  public void finishRows() {
    finish(rows);
    rows = null;
    if (others != null) {
      for (RowsRecord open; (open = others.openRows.poll()) != null; ) {
        open.finish();
      }
    }
  }

  /** Whether a result is open of which we know. */
  private boolean hasOpenRows(Others known) {
    return (rows != null && !rows.isFinished())
        || known.openRows.stream().anyMatch(open -> !open.isFinished());
  }

  /** The application has said how many rows the driver shall fetch at once. */
  public void fetchSize(int rowsAtOnce) {
    others().fetchSize = rowsAtOnce;
  }

  /** The application has asked for warnings, and got these, of the statement or of its rows. */
  public void warned(@Nullable SQLWarning warnings) {
    connection.warned(warnings, execution);
  }

  /** The application wants the statement to be closed with the last of its results. */
  public void closesOnCompletion() {
    others().closesOnCompletion = true;
  }

  /** One of the results was closed. */
  public void resultClosed() {
    if (others != null && others.closesOnCompletion && !hasOpenRows(others)) {
      closed(null);
    }
  }

  /** The statement could not be closed by the driver; for us it is. */
  public void closeFailed(Throwable error) {
    try {
      Binding bound = connection.bind();
      if (bound.gomon.isEnabled()) {
        EventTracker event = bound.gomon.start("sql-wstmt-close", parent(bound));
        JdbcValues.finish(event.set("conn-id", bound.id()), error);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
    closed(error);
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
        describeOut(event);
        if (error != null) {
          JdbcValues.setError(event, error);
        }
      } catch (Throwable e) {
        Troubles.recordingFailed(e);
      }
      event.finish();
    }
    execution = null;
    cleared();
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

  @Override
  public @Nullable SlowExecution slowExecution() {
    SqlText run = executed;
    return run == null
        ? null
        : new SlowExecution(
            run.sql,
            text == null ? null : boundValues(),
            connection.dialect(),
            connection.database(),
            connection.dsn());
  }
}
