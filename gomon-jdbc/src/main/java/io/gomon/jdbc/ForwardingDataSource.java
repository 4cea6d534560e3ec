/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.annotation.processing.Generated;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;

/** Forwards each method of {@link DataSource} to the driver's. */
@Generated("io.gomon.jdbc.ForwardingGenerator")
@NullUnmarked
@SuppressWarnings("deprecation") // drivers and applications still use what is
abstract class ForwardingDataSource extends JdbcWrapper implements DataSource {
  final DataSource delegate;

  ForwardingDataSource(DataSource delegate) {
    super();
    this.delegate = delegate;
  }

  @Override
  final DataSource delegate() {
    return delegate;
  }

  @Override
  public ConnectionBuilder createConnectionBuilder() throws SQLException {
    return delegate.createConnectionBuilder();
  }

  @Override
  public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    return delegate.createShardingKeyBuilder();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return delegate.getConnection();
  }

  @Override
  public Connection getConnection(String p1, String p2) throws SQLException {
    return delegate.getConnection(p1, p2);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return delegate.getLogWriter();
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return delegate.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return delegate.getParentLogger();
  }

  @Override
  public void setLogWriter(PrintWriter p1) throws SQLException {
    delegate.setLogWriter(p1);
  }

  @Override
  public void setLoginTimeout(int p1) throws SQLException {
    delegate.setLoginTimeout(p1);
  }
}
