/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * Work of another part of the collector on one day's file, as one transaction: {@link
 * DuckDbEventStore#inDayTransaction}.
 */
@FunctionalInterface
public interface DayTransaction {
  /**
   * Does it. All of it is undone when this throws.
   *
   * @param connection in a transaction; not to be closed, committed or kept
   * @param catalog the day's name in statements, as in {@code catalog.table}: no other day's file
   *     can be written in the same transaction
   */
  void run(DuckDBConnection connection, String catalog) throws SQLException;
}
