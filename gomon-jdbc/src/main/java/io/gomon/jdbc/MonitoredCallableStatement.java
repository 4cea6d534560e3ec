/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.StatementRecord;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** Records what a procedure is called with, and what the application reads of its answer. */
class MonitoredCallableStatement extends ForwardingCallableStatement {
  static final Lookalikes<MonitoredCallableStatement> LOOKALIKES =
      Lookalikes.of(MonitoredCallableStatement.class);

  /** Those read as OUT parameters. */
  private @Nullable Cursors cursors;

  MonitoredCallableStatement(
      CallableStatement callable, MonitoredConnection connection, StatementRecord record) {
    super(callable, connection, record);
  }

  static MonitoredCallableStatement of(
      CallableStatement callable, MonitoredConnection connection, StatementRecord record) {
    return connection.origin().callables.of(callable).like(callable, connection, record);
  }

  /** Another one of this class. */
  MonitoredCallableStatement like(
      CallableStatement driver, MonitoredConnection of, StatementRecord recorded) {
    return new MonitoredCallableStatement(driver, of, recorded);
  }

  @Override
  final @Nullable Object cursor(@Nullable Object value) {
    if (!(value instanceof ResultSet driver) || value instanceof Monitored) {
      return value;
    }
    Cursors known = cursors;
    if (known == null) {
      known = new Cursors(connection, this);
      cursors = known;
    }
    return known.of(driver);
  }

  @Override
  final <T extends @Nullable Object> T cursor(T value, Class<T> type) {
    Object wrapped = cursor(value);
    return type != null && type.isInstance(wrapped) ? type.cast(wrapped) : value;
  }

  @Override
  final void bound(String key, @Nullable Object value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  final void out(int key, @Nullable Object value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  final void out(String key, @Nullable Object value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  final void bound(String key, boolean value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  final void out(int key, boolean value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  final void out(String key, boolean value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  final void bound(String key, long value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  final void out(int key, long value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  final void out(String key, long value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  final void bound(String key, double value) {
    if (record.keepsValues()) {
      record.bound(key, value);
    }
  }

  @Override
  final void out(int key, double value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }

  @Override
  final void out(String key, double value) {
    if (record.keepsValues()) {
      record.out(key, value);
    }
  }
}
