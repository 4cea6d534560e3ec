/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.pools;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Agroal takes the class of a data source, of which it makes one; this one leads to another. */
public final class AgroalProvider extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;
  private static volatile DataSource next;

  private final transient DataSource database = next;

  static void use(DataSource database) {
    next = database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return database.getConnection();
  }
}
