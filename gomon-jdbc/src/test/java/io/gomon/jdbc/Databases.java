/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** Real databases for tests, each one new. */
final class Databases {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Databases() {}

  /** In memory, for as long as the virtual machine lives. */
  static JdbcDataSource h2() {
    return h2("jdbc:h2:mem:jdbc" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
  }

  static JdbcDataSource h2(String url) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    dataSource.setUser("sa");
    dataSource.setPassword("");
    return dataSource;
  }

  /** With 20 items: id 1 to 20, name, password, and a picture. */
  static JdbcDataSource h2WithItems() {
    return withItems(h2());
  }

  static JdbcDataSource withItems(JdbcDataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table item (id int auto_increment primary key, name varchar(100),"
              + " password varchar(100), picture blob, text clob)");
      statement.execute(
          "insert into item (name, password, picture, text)"
              + " select 'item ' || x, 'hidden' || x, X'0102', 'long' from system_range(1, 20)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return dataSource;
  }
}
