/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.StatementRecord;
import java.sql.CallableStatement;
import org.jspecify.annotations.Nullable;

/** Records what a procedure is called with, and what the application reads of its answer. */
class MonitoredCallableStatement extends ForwardingCallableStatement {
  private static final @Nullable LateMethods LATE =
      LateMethods.of(
          MonitoredCallableStatement.class,
          CallableStatement.class,
          CallableStatement.class,
          MonitoredConnection.class,
          StatementRecord.class);

  MonitoredCallableStatement(
      CallableStatement callable, MonitoredConnection connection, StatementRecord record) {
    super(callable, connection, record);
  }

  static MonitoredCallableStatement of(
      CallableStatement callable, MonitoredConnection connection, StatementRecord record) {
    return LATE == null
        ? new MonitoredCallableStatement(callable, connection, record)
        : (MonitoredCallableStatement) LATE.wrap(callable, connection, record);
  }

  @Override
  void bound(String key, @Nullable Object value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  void out(int key, @Nullable Object value) {
    if (record.keepsValues()) {
      record.out(Integer.toString(key), value);
    }
  }

  @Override
  void out(String key, @Nullable Object value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  void bound(String key, boolean value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  void out(int key, boolean value) {
    if (record.keepsValues()) {
      record.out(Integer.toString(key), value);
    }
  }

  @Override
  void out(String key, boolean value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  void bound(String key, long value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  void out(int key, long value) {
    if (record.keepsValues()) {
      record.out(Integer.toString(key), value);
    }
  }

  @Override
  void out(String key, long value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  void bound(String key, double value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  void out(int key, double value) {
    if (record.keepsValues()) {
      record.out(Integer.toString(key), value);
    }
  }

  @Override
  void out(String key, double value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }
}
