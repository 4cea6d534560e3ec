/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreOpenException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The tables of a day file, and their version. */
final class DaySchema {
  static final int VERSION = 5;

  /** Finished events, in the order in which they were stored: none is ever changed or deleted. */
  static final String EVENTS = "events";

  /** Announced events that are not finished yet: small, and its rows are deleted. */
  static final String OPEN_EVENTS = "open_events";

  private DaySchema() {}

  static void createTables(Connection connection, String catalog) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + catalog + "." + EVENTS + EventColumns.PACKED);
      statement.execute("CREATE TABLE " + catalog + "." + OPEN_EVENTS + EventColumns.PLAIN);
      statement.execute("CREATE TABLE " + catalog + "." + TraceBlocks.TABLE + TraceBlocks.COLUMNS);
      statement.execute(
          "CREATE TABLE "
              + catalog
              + ".store_meta (schema_version INTEGER NOT NULL, applied_position BIGINT NOT NULL)");
    }
    writePosition(connection, catalog, 0);
    RollupTables.create(connection, catalog);
  }

  /**
   * In a transaction of the caller. Never {@code UPDATE}, here and in all other tables of a day: no
   * checkpoint is made behind one while anybody reads.
   */
  static void writePosition(Connection connection, String catalog, long position)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM " + catalog + ".store_meta");
      statement.execute(
          "INSERT INTO " + catalog + ".store_meta VALUES (" + VERSION + ", " + position + ")");
    }
  }

  /** An empty table of the shape that questions see, for days that have no file. */
  static void createEmptyTable(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + name + EventColumns.PLAIN);
    }
  }

  /** The applied position that the file holds, after a look at its version. */
  static long checkAndReadPosition(Connection connection, String catalog, Path file)
      throws StoreException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT schema_version, applied_position FROM " + catalog + ".store_meta")) {
      if (!row.next()) {
        throw foreign(file, null);
      }
      if (row.getInt(1) != VERSION) {
        throw new StoreOpenException(
            file
                + " has schema version "
                + row.getInt(1)
                + ", this collector reads version "
                + VERSION
                + ". Use the collector that wrote it, or move the file away.",
            null);
      }
      return row.getLong(2);
    } catch (SQLException e) {
      throw foreign(file, e);
    }
  }

  private static StoreOpenException foreign(Path file, @Nullable SQLException cause) {
    return new StoreOpenException(
        file + " is a database, but not one of this collector. Move it away.", cause);
  }
}
