/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.ConnectionRecord;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** Records the life of a physical connection, and wraps the handles that a pool gives out. */
class MonitoredPooledConnection extends ForwardingPooledConnection {
  static final Lookalikes<MonitoredPooledConnection> LOOKALIKES =
      Lookalikes.of(MonitoredPooledConnection.class);

  private final ConnectionRecord record;
  private final Origin origin;
  private final PoolListeners listeners = new PoolListeners(this);

  /** The handle that was given out last; JDBC: the next one closes it. */
  private volatile @Nullable ConnectionRecord handle;

  /** The wrapper handed out last, for as long as the driver hands out the same object. */
  private volatile @Nullable MonitoredXAResource resource;

  MonitoredPooledConnection(PooledConnection delegate, ConnectionRecord record, Origin origin) {
    super(delegate);
    this.record = record;
    this.origin = origin;
  }

  /** Another one of this class. */
  MonitoredPooledConnection like(PooledConnection driver, ConnectionRecord recorded, Origin from) {
    return new MonitoredPooledConnection(driver, recorded, from);
  }

  @Override
  public final @Nullable Connection getConnection() throws SQLException {
    ConnectionRecord asked = origin.opening();
    try {
      Connection given = origin.opened(delegate.getConnection(), asked);
      if (given instanceof MonitoredConnection ours) {
        ours.belongsTo(this);
      }
      handleGone();
      handle = asked;
      return given;
    } catch (Throwable e) {
      asked.notOpened(e);
      throw e;
    }
  }

  private void handleGone() {
    ConnectionRecord former = handle;
    if (former != null) {
      former.closed(null);
    }
  }

  @Override
  public final void close() throws SQLException {
    try {
      delegate.close();
    } catch (Throwable e) {
      handleGone();
      record.closed(e);
      throw e;
    }
    handleGone();
    record.closed(null);
  }

  @Override
  public final void addConnectionEventListener(ConnectionEventListener listener) {
    delegate.addConnectionEventListener(listeners.added(listener));
  }

  @Override
  public final void removeConnectionEventListener(ConnectionEventListener listener) {
    delegate.removeConnectionEventListener(listeners.removed(listener));
  }

  @Override
  public final void addStatementEventListener(StatementEventListener listener) {
    delegate.addStatementEventListener(listeners.added(listener));
  }

  @Override
  public final void removeStatementEventListener(StatementEventListener listener) {
    delegate.removeStatementEventListener(listeners.removed(listener));
  }

  /** Tells that a statement was prepared on one of the handles. */
  final void prepared(MonitoredPreparedStatement statement) {
    listeners.prepared(statement);
  }

  /** Of {@link javax.sql.XAConnection}: {@link MonitoredXAConnection} has that as an interface. */
  final @Nullable XAResource resource(@Nullable XAResource driver) {
    if (driver == null || driver instanceof Monitored) {
      return driver;
    }
    MonitoredXAResource known = resource;
    if (known == null || known.delegate != driver) {
      known = origin.resources.of(driver).like(driver, record.xa());
      resource = known;
    }
    return known;
  }
}
