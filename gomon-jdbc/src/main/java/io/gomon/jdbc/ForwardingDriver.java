/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullUnmarked;

/** Forwards each method of {@link Driver} to the driver's. */
@Generated("io.gomon.jdbc.ForwardingGenerator")
@NullUnmarked
@SuppressWarnings("deprecation") // drivers and applications still use what is
abstract class ForwardingDriver extends JdbcWrapper implements Driver {
  final Driver delegate;

  ForwardingDriver(Driver delegate) {
    super();
    this.delegate = delegate;
  }

  @Override
  final Driver delegate() {
    return delegate;
  }

  @Override
  public boolean acceptsURL(String p1) throws SQLException {
    return delegate.acceptsURL(p1);
  }

  @Override
  public Connection connect(String p1, Properties p2) throws SQLException {
    return delegate.connect(p1, p2);
  }

  @Override
  public int getMajorVersion() {
    return delegate.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return delegate.getMinorVersion();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return delegate.getParentLogger();
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String p1, Properties p2) throws SQLException {
    return delegate.getPropertyInfo(p1, p2);
  }

  @Override
  public boolean jdbcCompliant() {
    return delegate.jdbcCompliant();
  }
}
