/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.ConnectionRecord;
import io.gomon.jdbc.policy.Database;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's driver, wrapped. It never looks like the vendor's class in other ways than {@code
 * Driver}: {@code DriverManager} hides drivers whose class it cannot find by name.
 */
final class MonitoredVendorDriver extends ForwardingDriver {
  private final Origin origin;

  MonitoredVendorDriver(Driver delegate, Supplier<Gomon> gomons) {
    super(delegate);
    this.origin = new Origin(gomons, new Database());
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    return connect(delegate, url, info, origin);
  }

  /** Opens a connection; null when the driver is not for this address, and nothing happened. */
  static @Nullable Connection connect(Driver driver, String url, Properties info, Origin origin)
      throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      Connection connection = driver.connect(url, info);
      if (connection == null) {
        record.discard();
        return null;
      }
      return origin.opened(connection, record, url);
    } catch (Throwable e) {
      record.notOpened(e, driver.getClass().getName(), url);
      throw e;
    }
  }
}
