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

/** The tables of a day file, and their version. The columns follow {@code CollectedEvent}. */
final class DaySchema {
  static final int VERSION = 1;

  /** Finished events. Their order is that of {@link EventAppender}. */
  static final String EVENTS = "events";

  /** Announced events that are not finished yet: small, and the only table with deletions. */
  static final String OPEN_EVENTS = "open_events";

  private static final String COLUMNS =
      " (id_high BIGINT NOT NULL, id_low BIGINT NOT NULL,"
          + " parent_high BIGINT NOT NULL, parent_low BIGINT NOT NULL,"
          + " trace_high BIGINT NOT NULL, trace_low BIGINT NOT NULL,"
          + " app_high BIGINT NOT NULL, app_low BIGINT NOT NULL,"
          + " service VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, operation VARCHAR NOT NULL,"
          + " start_nanos BIGINT NOT NULL, lapsed_nanos BIGINT NOT NULL, failed BOOLEAN NOT NULL,"
          + " attributes VARCHAR NOT NULL USING COMPRESSION zstd)";

  private DaySchema() {}

  static void createTables(Connection connection, String catalog) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + catalog + "." + EVENTS + COLUMNS);
      statement.execute("CREATE TABLE " + catalog + "." + OPEN_EVENTS + COLUMNS);
      statement.execute(
          "CREATE TABLE "
              + catalog
              + ".store_meta (schema_version INTEGER NOT NULL, applied_position BIGINT NOT NULL)");
      statement.execute("INSERT INTO " + catalog + ".store_meta VALUES (" + VERSION + ", 0)");
    }
  }

  /** An empty table of the same shape, for questions about days that have no file. */
  static void createEmptyTable(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + name + COLUMNS);
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
