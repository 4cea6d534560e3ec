/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs one statement: values in, rows out. */
final class Rows {
  private Rows() {}

  /**
   * Runs the statement; gives an object for each row.
   *
   * @param values for its question marks, in order: texts and whole numbers
   */
  static <T> List<T> read(
      DaySession session, String sql, List<? extends Object> values, RowReader<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    forEach(session, sql, values, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** Runs the statement; shows each row, and keeps none. */
  static void forEach(
      DaySession session, String sql, List<? extends Object> values, RowVisitor visitor)
      throws SQLException {
    try (ResultSet row = session.query(sql, values.toArray())) {
      while (row.next()) {
        visitor.visit(row);
      }
    }
  }

  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }
}
