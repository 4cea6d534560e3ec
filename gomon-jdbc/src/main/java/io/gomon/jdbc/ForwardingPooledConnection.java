/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.annotation.processing.Generated;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.NullUnmarked;

/** Forwards each method of {@link PooledConnection} to the driver's. */
@Generated("io.gomon.jdbc.ForwardingGenerator")
@NullUnmarked
@SuppressWarnings("deprecation") // drivers and applications still use what is
abstract class ForwardingPooledConnection extends JdbcWrapper implements PooledConnection {
  final PooledConnection delegate;

  ForwardingPooledConnection(PooledConnection delegate) {
    super();
    this.delegate = delegate;
  }

  @Override
  final PooledConnection delegate() {
    return delegate;
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener p1) {
    delegate.addConnectionEventListener(p1);
  }

  @Override
  public void addStatementEventListener(StatementEventListener p1) {
    delegate.addStatementEventListener(p1);
  }

  @Override
  public void close() throws SQLException {
    delegate.close();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return delegate.getConnection();
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener p1) {
    delegate.removeConnectionEventListener(p1);
  }

  @Override
  public void removeStatementEventListener(StatementEventListener p1) {
    delegate.removeStatementEventListener(p1);
  }
}
