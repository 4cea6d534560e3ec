/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.web;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;

/** H2 in a folder, behind a connection pool. */
public final class Database {
  private static final int MAX_CONNECTIONS = 8;

  private Database() {}

  /** Opens the database of that name in the folder, new and empty when it is not there. */
  public static HikariDataSource open(Path folder, String name) {
    HikariConfig config = new HikariConfig();
    // The service closes it in its own order, not in a shutdown hook of the database's.
    config.setJdbcUrl(
        "jdbc:h2:file:" + folder.resolve(name).toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE");
    config.setUsername("sa");
    config.setPassword("");
    config.setPoolName(name);
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    return new HikariDataSource(config);
  }
}
