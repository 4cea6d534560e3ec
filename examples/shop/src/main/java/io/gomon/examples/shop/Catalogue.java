/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop;

import io.gomon.examples.shop.web.HttpError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Products and what customers say about them. Any thread. */
final class Catalogue {
  private static final int PAGE_SIZE = 20;

  record Product(int id, String name, String category, int priceCents) {}

  record Found(int id, String name, int mentions) {}

  private final DataSource dataSource;

  Catalogue(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  List<Product> page(int page) throws SQLException {
    String sql = "select id, name, category, price_cents from product order by id limit ? offset ?";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, PAGE_SIZE);
      statement.setInt(2, page * PAGE_SIZE);
      List<Product> products = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          products.add(product(rows));
        }
      }
      return products;
    }
  }

  Product product(int id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return product(connection, id);
    }
  }

  static Product product(Connection connection, int id) throws SQLException {
    String sql = "select id, name, category, price_cents from product where id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw HttpError.notFound("There is no product " + id);
        }
        return product(rows);
      }
    }
  }

  /** Products whose reviews mention the word. No index helps here: it reads all reviews. */
  List<Found> search(String word) throws SQLException {
    String sql =
        "select p.id, p.name, count(*) from product p join review r on r.product = p.id"
            + " where lower(r.text) like ? group by p.id, p.name order by 3 desc, 1 limit 10";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, '%' + word.toLowerCase(Locale.ROOT) + '%');
      List<Found> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Found(rows.getInt(1), rows.getString(2), rows.getInt(3)));
        }
      }
      return found;
    }
  }

  private static Product product(ResultSet rows) throws SQLException {
    return new Product(rows.getInt(1), rows.getString(2), rows.getString(3), rows.getInt(4));
  }
}
