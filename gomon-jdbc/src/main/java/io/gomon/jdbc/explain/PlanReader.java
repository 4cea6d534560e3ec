/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.sql.SqlLexer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns the answer of a database into a plan that may be shown. Of one thread. */
final class PlanReader {
  /** The columns in which MySQL, MariaDB and SQLite show no literals; others may have some. */
  private static final Set<String> HARMLESS =
      Set.of(
          ("id select_type table partitions type possible_keys key key_len ref rows filtered Extra"
                  + " parent notused detail")
              .split(" "));

  private static final int MAX_ROWS = 1_000;

  private final Product product;
  private final Predicate<String> mayShow;

  /**
   * @param mayShow whether literals of a plan, which it is given, may be shown
   */
  PlanReader(Product product, Predicate<String> mayShow) {
    this.product = product;
    this.mayShow = mayShow;
  }

  Plan read(ResultSet rows, String values) throws SQLException {
    return switch (product.format) {
      case "json" -> json(lines(rows), values);
      case "table" -> plan(table(rows), values, null);
      default -> plan(text(lines(rows)), values, null);
    };
  }

  private Plan json(String json, String values) {
    JsonPlan read = JsonPlan.read(json, product.dialect, !mayShow.test(json));
    return plan(read.text(), values, read.cost());
  }

  private Plan plan(String text, String values, @Nullable Double cost) {
    return new Plan(text, product.format, values, cost);
  }

  private String text(String lines) {
    return mayShow.test(lines) ? lines : PlanMask.of(lines, product.dialect);
  }

  /** The first column of all rows. */
  private static String lines(ResultSet rows) throws SQLException {
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < MAX_ROWS && lines.length() < SqlLexer.MAX_CHARS && rows.next(); n++) {
      lines.append(n == 0 ? "" : "\n").append(rows.getString(1));
    }
    return lines.toString();
  }

  private String table(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    StringBuilder table = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      table.append(i == 1 ? "" : " | ").append(columns.getColumnLabel(i));
    }
    for (int n = 0; n < MAX_ROWS && table.length() < SqlLexer.MAX_CHARS && rows.next(); n++) {
      for (int i = 1; i <= count; i++) {
        String cell = String.valueOf(rows.getString(i));
        boolean isShown = HARMLESS.contains(columns.getColumnLabel(i));
        table.append(i == 1 ? "\n" : " | ");
        table.append(isShown ? cell : PlanMask.of(cell, product.dialect));
      }
    }
    return table.toString();
  }
}
