/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Leads back to the wrapped connection, and listens when the product tells its name. */
class MonitoredDatabaseMetaData extends ForwardingDatabaseMetaData {
  private static final @Nullable LateMethods LATE =
      LateMethods.of(
          MonitoredDatabaseMetaData.class,
          DatabaseMetaData.class,
          DatabaseMetaData.class,
          MonitoredConnection.class);

  private final MonitoredConnection connection;

  MonitoredDatabaseMetaData(DatabaseMetaData delegate, MonitoredConnection connection) {
    super(delegate);
    this.connection = connection;
  }

  static MonitoredDatabaseMetaData of(DatabaseMetaData delegate, MonitoredConnection connection) {
    return LATE == null
        ? new MonitoredDatabaseMetaData(delegate, connection)
        : (MonitoredDatabaseMetaData) LATE.wrap(delegate, connection);
  }

  @Override
  public @Nullable Connection getConnection() throws SQLException {
    return delegate.getConnection() == null ? null : connection;
  }

  @Override
  public @Nullable String getDatabaseProductName() throws SQLException {
    String product = delegate.getDatabaseProductName();
    connection.record().database().learn(product);
    return product;
  }

  /** What is asked about the database itself is not recorded, only wrapped. */
  @Override
  @Nullable ResultSet result(@Nullable ResultSet rows) {
    return rows == null ? null : MonitoredResultSet.of(rows, connection, null, null);
  }
}
