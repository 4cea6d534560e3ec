/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.util.Properties;
import java.util.logging.Logger;
import org.h2.jdbc.JdbcConnection;

/** A driver of {@code jdbc:context:}, for a class loader of its own. */
public final class ContextDriver implements Driver {
  /** A class of this driver, which carries its loader. */
  private static final class OwnConnection extends JdbcConnection {
    OwnConnection() throws java.sql.SQLException {
      super("jdbc:h2:mem:", new Properties(), "sa", "", false);
    }
  }

  @Override
  public Connection connect(String url, Properties info) throws java.sql.SQLException {
    return acceptsURL(url) ? new OwnConnection() : null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:context:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("context");
  }
}
