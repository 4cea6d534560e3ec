/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop;

import io.gomon.examples.shop.Catalogue.Product;
import io.gomon.examples.shop.web.HttpError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What customers have ordered. Any thread. */
final class Orders {
  record Line(int product, int quantity) {}

  record NewOrder(String customer, List<Line> lines) {}

  record Placed(int id, int totalCents) {}

  record OrderLine(Product product, int quantity) {}

  record Order(int id, String customer, String status, List<OrderLine> lines) {}

  record Sales(String category, long pieces, long cents) {}

  private final DataSource dataSource;

  Orders(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Writes the order and its lines, all or nothing. */
  Placed place(NewOrder order) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Placed placed = place(connection, order);
        connection.commit();
        return placed;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static Placed place(Connection connection, NewOrder order) throws SQLException {
    int id = insertOrder(connection, order.customer());
    int totalCents = 0;
    String sql =
        "insert into purchase_line (purchase, product, quantity, price_cents) values (?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Line line : order.lines()) {
        Product product = Catalogue.product(connection, line.product());
        insert.setInt(1, id);
        insert.setInt(2, line.product());
        insert.setInt(3, line.quantity());
        insert.setInt(4, product.priceCents());
        insert.addBatch();
        totalCents += line.quantity() * product.priceCents();
      }
      insert.executeBatch();
    }
    return new Placed(id, totalCents);
  }

  private static int insertOrder(Connection connection, String customer) throws SQLException {
    String sql = "insert into purchase (customer, status) values (?, 'new')";
    try (PreparedStatement insert =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, customer);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getInt(1);
      }
    }
  }

  /**
   * An order with its products, read one by one: the N+1 mistake that many a program makes, kept
   * here so that there is something to find in the waterfall.
   */
  Order order(int id) throws SQLException {
    String sql = "select customer, status from purchase where id = ?";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw HttpError.notFound("There is no order " + id);
        }
        List<OrderLine> lines = new ArrayList<>();
        for (Line line : lines(connection, id)) {
          lines.add(new OrderLine(Catalogue.product(connection, line.product()), line.quantity()));
        }
        return new Order(id, rows.getString(1), rows.getString(2), lines);
      }
    }
  }

  List<Line> lines(int id) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return lines(connection, id);
    }
  }

  private static List<Line> lines(Connection connection, int id) throws SQLException {
    String sql = "select product, quantity from purchase_line where purchase = ? order by id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      List<Line> lines = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          lines.add(new Line(rows.getInt(1), rows.getInt(2)));
        }
      }
      return lines;
    }
  }

  void markPaid(int id) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update purchase set status = 'paid' where id = ?")) {
      update.setInt(1, id);
      update.executeUpdate();
    }
  }

  List<Sales> sales() throws SQLException {
    String sql =
        "select p.category, sum(l.quantity), sum(l.quantity * l.price_cents)"
            + " from purchase_line l join product p on p.id = l.product"
            + " group by p.category order by 3 desc";
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Sales> sales = new ArrayList<>();
      while (rows.next()) {
        sales.add(new Sales(rows.getString(1), rows.getLong(2), rows.getLong(3)));
      }
      return sales;
    }
  }

  /** Asks for a table that was never made: an error on purpose. */
  List<String> coupons() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select code from coupon")) {
      List<String> codes = new ArrayList<>();
      while (rows.next()) {
        codes.add(rows.getString(1));
      }
      return codes;
    }
  }
}
