/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.annotation.processing.Generated;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.NullUnmarked;

/** Forwards each method of {@link CommonDataSource} to the driver's. */
@Generated("io.gomon.jdbc.ForwardingGenerator")
@NullUnmarked
@SuppressWarnings("deprecation") // drivers and applications still use what is
abstract class ForwardingCommonDataSource extends JdbcWrapper implements CommonDataSource {
  final CommonDataSource delegate;

  ForwardingCommonDataSource(CommonDataSource delegate) {
    super();
    this.delegate = delegate;
  }

  @Override
  final CommonDataSource delegate() {
    return delegate;
  }

  @Override
  public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    return delegate.createShardingKeyBuilder();
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
