/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** A database engine of a command's own, small, that reaches one place of the disk. One thread. */
final class ParquetEngine implements AutoCloseable {
  private final DuckDBConnection connection;

  private ParquetEngine(DuckDBConnection connection) {
    this.connection = connection;
  }

  /**
   * Starts it.
   *
   * @param place the file, or the folder, that it may read and write
   */
  static ParquetEngine start(Path place) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
    ParquetEngine engine = new ParquetEngine(connection);
    engine.execute("SET threads = 1");
    engine.execute("SET memory_limit = '256MB'");
    engine.execute("SET TimeZone = 'UTC'");
    engine.execute("SET temp_directory = ''");
    engine.execute("SET allowed_paths = [" + literal(place.toString()) + "]");
    engine.execute("SET allowed_directories = [" + literal(place + "/") + "]");
    engine.execute("SET enable_external_access = false");
    return engine;
  }

  DuckDBConnection connection() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
