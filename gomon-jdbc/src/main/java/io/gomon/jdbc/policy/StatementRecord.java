/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.spi.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records what a statement does: {@code conn-prepare} for its life, an event for each execution,
 * {@code sql-wrows} for each result.
 *
 * <p>Used by one thread at a time, as the statement is; {@link #closed} may come from another, with
 * the connection. No method throws. A null tracker stands for "not recorded".
 */
public final class StatementRecord {
  private static final int MAX_NAMED_VALUES = 100;

  /** The chain of {@link OpenStatements}. */
  volatile @Nullable StatementRecord older;

  private final ConnectionRecord connection;

  /** The SQL that was prepared; null for a plain statement. */
  private final @Nullable String sql;

  private volatile boolean closed;

  /** The event {@code conn-prepare}, and whose it is. */
  private @Nullable EventTracker prepared;

  private @Nullable Gomon preparedBy;
  private @Nullable SecretPositions secrets;
  private @Nullable Params params;
  private @Nullable Map<String, @Nullable Object> namedParams;
  private @Nullable Map<String, @Nullable Object> outParams;

  private int batchSize;
  private @Nullable String batchSql;
  private @Nullable List<@Nullable Object> batchParams;

  /** The event of the last execution, parent of its rows; and the SQL it ran. */
  private @Nullable EventTracker execution;

  private @Nullable String executedSql;
  private @Nullable RowsRecord rows;

  StatementRecord(ConnectionRecord connection, @Nullable String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  /** Begins to prepare. */
  void begin() {
    try {
      Binding bound = connection.bind();
      if (sql == null || !bound.gomon.isEnabled() || !bound.policy.keepsPrepare()) {
        return;
      }
      EventTracker event = bound.gomon.start("conn-prepare", bound.event);
      if (event.isRecording()) {
        event.set("query", bound.policy.query(sql)).set("conn-id", bound.id());
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
    return starts(statementSql == null ? "sql-wstmt-query" : "sql-wconn-query", statementSql);
  }

  /** Anything but a query is about to run, or what may be both; null SQL means the prepared one. */
  public @Nullable EventTracker executionStarts(@Nullable String statementSql) {
    return starts(statementSql == null ? "sql-wstmt-exec" : "sql-wconn-exec", statementSql);
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
      describe(event, bound);
      if (statementSql == null && params != null && batchSize == 0) {
        event.set("params", params);
      }
      execution = event;
      return event;
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
      return null;
    }
  }

  private void describe(EventTracker event, Binding bound) {
    if (executedSql != null) {
      event.set("query", bound.policy.query(executedSql));
    }
    event.set("conn-id", bound.id()).set("db", connection.product());
    if (namedParams != null) {
      event.set("named-params", namedParams);
    }
  }

  private EventTracker parent(Binding bound) {
    EventTracker own = prepared;
    return own != null && preparedBy == bound.gomon ? own : bound.event;
  }

  /** The batch is about to run. */
  public @Nullable EventTracker batchStarts() {
    EventTracker event = starts(sql == null ? "sql-wconn-exec" : "sql-wstmt-exec", batchSql());
    if (event != null) {
      event.set("batch", batchSize).set("params", batchParams);
    }
    batchCleared();
    return event;
  }

  /** For a plain statement the batch's first SQL stands for all of them. */
  private @Nullable String batchSql() {
    return sql == null ? (batchSql == null ? "" : batchSql) : null;
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

  /** Whether parameter values are wanted: asked before each {@code bound}, to spare boxing. */
  public boolean keepsParams() {
    try {
      Binding bound = connection.bind();
      return bound.gomon.isEnabled() && bound.policy.keepsParams();
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
      return false;
    }
  }

  /** A parameter was bound by its position, from 1. */
  public void bound(int position, @Nullable Object value) {
    try {
      Binding bound = connection.bind();
      Params kept = params;
      if (kept == null) {
        kept = new Params();
        params = kept;
      }
      boolean secret = sql != null && secrets(bound, sql).parameter(position);
      int maxChars = bound.policy.maxValueChars();
      kept.bind(position, secret ? Redactor.MASK : JdbcValues.keep(value, maxChars));
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  private SecretPositions secrets(Binding bound, String text) {
    SecretPositions known = secrets;
    if (known == null) {
      known = bound.policy.secretsOf(text);
      secrets = known;
    }
    return known;
  }

  /** A parameter was bound by its name; a secret one is masked before listeners see it. */
  public void bound(String name, @Nullable Object value) {
    namedParams = with(namedParams, name, value);
  }

  /** The application has read an OUT parameter. */
  public void out(String name, @Nullable Object value) {
    if (prepared != null) {
      outParams = with(outParams, name, value);
    }
  }

  private @Nullable Map<String, @Nullable Object> with(
      @Nullable Map<String, @Nullable Object> named,
      @Nullable String name,
      @Nullable Object value) {
    try {
      Map<String, @Nullable Object> kept = named == null ? new LinkedHashMap<>() : named;
      if (name != null && kept.size() < MAX_NAMED_VALUES) {
        kept.put(name, JdbcValues.keep(value, connection.bind().policy.maxValueChars()));
      }
      return kept;
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
      return named;
    }
  }

  public void paramsCleared() {
    if (params != null) {
      params.clear();
    }
    namedParams = null;
  }

  /** One more for the batch; null SQL means the prepared one with the parameters of now. */
  public void batchAdded(@Nullable String statementSql) {
    batchSize++;
    if (statementSql != null && batchSql == null) {
      batchSql = statementSql;
    }
    if (params != null && statementSql == null) {
      List<@Nullable Object> kept = batchParams == null ? new ArrayList<>() : batchParams;
      batchParams = kept;
      if (kept.size() < connection.bind().policy.maxRows()) {
        kept.add(params.copy());
      }
    }
  }

  public void batchCleared() {
    batchSize = 0;
    batchSql = null;
    batchParams = null;
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
        event.set("out-params", outParams);
        if (error != null) {
          JdbcValues.setError(event, error);
        }
      } catch (RuntimeException e) {
        Troubles.recordingFailed(e);
      }
      event.finish();
    }
    execution = null;
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
