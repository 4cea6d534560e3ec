/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.inventory;

import io.gomon.examples.shop.web.HttpError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** How many pieces there are of each product. Plain statements, numbers only. Any thread. */
final class Stock {
  static final int PRODUCTS = 2_000;
  private static final int PIECES = 1_000_000;

  record Level(int product, int quantity) {}

  private final DataSource dataSource;

  Stock(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Fills a database that is empty; leaves any other as it is. */
  static void plant(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists stock (product int primary key, quantity int)");
      statement.execute(
          "insert into stock select x, "
              + PIECES
              + " from system_range(1, "
              + PRODUCTS
              + ") where not exists (select 1 from stock)");
    }
  }

  Level level(int product) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select quantity from stock where product = " + product)) {
      if (!rows.next()) {
        throw HttpError.notFound("There is no product " + product);
      }
      return new Level(product, rows.getInt(1));
    }
  }

  Level reserve(int product, int quantity) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      int changed =
          statement.executeUpdate(
              "update stock set quantity = quantity - "
                  + quantity
                  + " where product = "
                  + product
                  + " and quantity >= "
                  + quantity);
      if (changed == 0) {
        throw HttpError.conflict("Not enough of product " + product);
      }
    }
    return level(product);
  }
}
