/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.jdbc.JdbcDialect;
import io.gomon.testkit.jdbc.JdbcKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteDataSource;

class SqliteKitTest extends JdbcKit {
  SqliteKitTest() {
    super(
        JdbcDialect.builder("Sqlite").type("id", "integer primary key").build(),
        dataSource(),
        MonitoredDataSource::wrap);
  }

  private static SQLiteDataSource dataSource() {
    SQLiteDataSource dataSource = new SQLiteDataSource();
    try {
      Path file = Files.createTempFile("kit", ".sqlite");
      file.toFile().deleteOnExit();
      dataSource.setUrl("jdbc:sqlite:" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dataSource.setSynchronous("OFF");
    dataSource.setJournalMode("MEMORY");
    return dataSource;
  }
}
