/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/** The same shop each time: tables and what is in them, from a fixed seed. */
final class SeedData {
  static final int PRODUCTS = 2_000;
  static final int ORDERS = 300;
  private static final int REVIEWS = 30_000;
  private static final int MAX_LINES = 8;
  private static final int BATCH = 1_000;
  private static final long SEED = 20_260_101;

  private static final List<String> KINDS =
      List.of("lamp", "chair", "kettle", "rug", "clock", "shelf", "mirror", "vase");
  private static final List<String> LOOKS =
      List.of("red", "oak", "tiny", "glass", "copper", "striped", "folding", "northern");
  private static final List<String> OPINIONS =
      List.of(
          "arrived quickly and looks sturdy",
          "smaller than the picture suggests",
          "my cat approves, so do I",
          "one screw was missing, a call solved it",
          "would buy again",
          "the colour is warmer than expected",
          "wobbles a little on an old floor",
          "a present that was well received");

  private static final List<String> TABLES =
      List.of(
          "create table product (id int primary key, name varchar(80), category varchar(20),"
              + " price_cents int)",
          "create table review (id int primary key, product int, text varchar(200))",
          "create table purchase (id int auto_increment primary key, customer varchar(40),"
              + " status varchar(10))",
          "create table purchase_line (id int auto_increment primary key, purchase int,"
              + " product int, quantity int, price_cents int)",
          "create index purchase_line_purchase on purchase_line (purchase)");

  private final Connection connection;
  private final Random random = new Random(SEED);

  private SeedData(Connection connection) {
    this.connection = connection;
  }

  /** Fills a database that is empty; leaves any other as it is. */
  static void plant(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      try (ResultSet tables = connection.getMetaData().getTables(null, null, "PRODUCT", null)) {
        if (tables.next()) {
          return;
        }
      }
      connection.setAutoCommit(false);
      new SeedData(connection).plant();
      connection.commit();
    }
  }

  private void plant() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
    insert("insert into product values (?, ?, ?, ?)", PRODUCTS, this::fillProduct);
    insert("insert into review values (?, ?, ?)", REVIEWS, this::fillReview);
    insert("insert into purchase (customer, status) values (?, ?)", ORDERS, this::fillOrder);
    insert(
        "insert into purchase_line (purchase, product, quantity, price_cents) values (?, ?, ?, ?)",
        ORDERS * MAX_LINES / 2,
        this::fillLine);
  }

  private void fillProduct(PreparedStatement row, int number) throws SQLException {
    String kind = pick(KINDS);
    row.setInt(1, number);
    row.setString(2, pick(LOOKS) + ' ' + kind + " no. " + number);
    row.setString(3, kind);
    row.setInt(4, 500 + random.nextInt(20_000));
  }

  private void fillReview(PreparedStatement row, int number) throws SQLException {
    row.setInt(1, number);
    row.setInt(2, 1 + random.nextInt(PRODUCTS));
    row.setString(3, pick(OPINIONS) + "; " + pick(LOOKS) + " suits us; " + pick(OPINIONS));
  }

  private void fillOrder(PreparedStatement row, int number) throws SQLException {
    row.setString(1, "customer-" + random.nextInt(500));
    row.setString(2, number % 3 == 0 ? "paid" : "new");
  }

  private void fillLine(PreparedStatement row, int number) throws SQLException {
    // Each order has at least one line.
    row.setInt(1, number <= ORDERS ? number : 1 + random.nextInt(ORDERS));
    row.setInt(2, 1 + random.nextInt(PRODUCTS));
    row.setInt(3, 1 + random.nextInt(4));
    row.setInt(4, 500 + random.nextInt(20_000));
  }

  private void insert(String sql, int rows, RowFiller filler) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int number = 1; number <= rows; number++) {
        filler.fill(statement, number);
        statement.addBatch();
        if (number % BATCH == 0 || number == rows) {
          statement.executeBatch();
        }
      }
    }
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private interface RowFiller {
    void fill(PreparedStatement row, int number) throws SQLException;
  }
}
