/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The way to write rows in bulk. The driver's appender keeps it to itself when it cannot write the
 * last 2,048 of them at its closing, and a commit behind that rolls back and succeeds: it has to be
 * flushed before.
 */
public final class BulkRows {
  private BulkRows() {}

  /** Who gives the rows. */
  public interface Source {
    void appendTo(DuckDBAppender row) throws SQLException;
  }

  /**
   * Appends rows to a table: all of them are in it when this returns. In a transaction of the
   * caller, an appender does not begin one.
   */
  public static void append(
      DuckDBConnection connection, String catalog, String table, Source source)
      throws SQLException {
    try (DuckDBAppender row = connection.createAppender(catalog, "main", table)) {
      source.appendTo(row);
      row.flush();
    }
  }
}
