/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Leads back to the wrapped connection, and listens when the product tells its name. */
class MonitoredDatabaseMetaData extends ForwardingDatabaseMetaData {
  static final Lookalikes<MonitoredDatabaseMetaData> LOOKALIKES =
      Lookalikes.of(MonitoredDatabaseMetaData.class);

  private final MonitoredConnection connection;

  MonitoredDatabaseMetaData(DatabaseMetaData delegate, MonitoredConnection connection) {
    super(delegate);
    this.connection = connection;
  }

  static MonitoredDatabaseMetaData of(DatabaseMetaData delegate, MonitoredConnection connection) {
    return connection.origin().metaData.of(delegate).like(delegate, connection);
  }

  /** Another one of this class. */
  MonitoredDatabaseMetaData like(DatabaseMetaData driver, MonitoredConnection of) {
    return new MonitoredDatabaseMetaData(driver, of);
  }

  @Override
  final MonitoredConnection parent() {
    return connection;
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
  final @Nullable ResultSet result(@Nullable ResultSet rows) {
    return rows == null ? null : MonitoredResultSet.of(rows, connection, null, null);
  }
}
