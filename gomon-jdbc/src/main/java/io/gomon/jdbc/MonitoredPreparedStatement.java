/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.EventTracker;
import io.gomon.jdbc.policy.StatementRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Records what a prepared statement runs, and with which parameters. */
class MonitoredPreparedStatement extends ForwardingPreparedStatement {
  static final Lookalikes<MonitoredPreparedStatement> LOOKALIKES =
      Lookalikes.of(MonitoredPreparedStatement.class);

  MonitoredPreparedStatement(
      PreparedStatement prepared, MonitoredConnection connection, StatementRecord record) {
    super(prepared, connection, record);
  }

  static MonitoredPreparedStatement of(
      PreparedStatement prepared, MonitoredConnection connection, StatementRecord record) {
    return connection.origin().prepared.of(prepared).like(prepared, connection, record);
  }

  /** Another one of this class. */
  MonitoredPreparedStatement like(
      PreparedStatement driver, MonitoredConnection of, StatementRecord recorded) {
    return new MonitoredPreparedStatement(driver, of, recorded);
  }

  @Override
  public final @Nullable ResultSet executeQuery() throws SQLException {
    EventTracker event = record.queryStarts(null);
    try {
      return queried(prepared.executeQuery(), event);
    } catch (Throwable e) {
      record.failed(event, e);
      throw e;
    }
  }

  @Override
  public final boolean execute() throws SQLException {
    EventTracker event = record.executionStarts(null);
    try {
      boolean result = prepared.execute();
      record.executed(event);
      return result;
    } catch (Throwable e) {
      record.failed(event, e);
      throw e;
    }
  }

  @Override
  public final int executeUpdate() throws SQLException {
    EventTracker event = record.executionStarts(null);
    try {
      int result = prepared.executeUpdate();
      record.executed(event, result);
      return result;
    } catch (Throwable e) {
      record.failed(event, e);
      throw e;
    }
  }

  @Override
  public final long executeLargeUpdate() throws SQLException {
    EventTracker event = record.executionStarts(null);
    try {
      long result = prepared.executeLargeUpdate();
      record.executed(event, result);
      return result;
    } catch (Throwable e) {
      record.failed(event, e);
      throw e;
    }
  }

  @Override
  public final void addBatch() throws SQLException {
    prepared.addBatch();
    record.batchAdded(null);
  }

  @Override
  public final void clearParameters() throws SQLException {
    prepared.clearParameters();
    record.cleared();
  }

  @Override
  final void bound(int key, @Nullable Object value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  final void bound(int key, boolean value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  final void bound(int key, long value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  final void bound(int key, double value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }
}
