/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.databases.MariaDb;
import io.gomon.jdbc.databases.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/** Whatever stands in a literal, no plan that a real database makes of it shows it. */
class PlanLiteralsTest {
  private static final String[] PARTS = {
    "'",
    "''",
    "\"",
    "/*",
    "*/",
    "--",
    "\\",
    ";",
    "$$",
    "$a$",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "=",
    "#",
    "?",
    "%",
    "_",
    " ",
    "\n",
    "\t",
    "ü",
    "😀",
    "1",
    "a",
    "U&",
    "E",
    "VALUE = ",
    ", TYPE = ",
    "cLike={",
    "\nwildCardType={",
    "\\'",
    "`",
    "\", \"Alias\": \"",
    "}]",
    "/* /*",
    "*/ */"
  };

  private final Random random = new Random(20261121);

  @Test
  void h2_showsNone() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:literals");
    check(h2, Product.H2, 3_000);
  }

  @Test
  void hsqldb_showsNone() throws SQLException {
    JDBCDataSource hsqldb = new JDBCDataSource();
    hsqldb.setURL("jdbc:hsqldb:mem:literals");
    check(hsqldb, Product.HSQLDB, 3_000);
  }

  @Test
  void sqlite_showsNone() throws SQLException, IOException {
    SQLiteDataSource sqlite = new SQLiteDataSource();
    Path file = Files.createTempFile("literals", ".sqlite");
    file.toFile().deleteOnExit();
    sqlite.setUrl("jdbc:sqlite:" + file);
    check(sqlite, Product.SQLITE, 500);
  }

  @Test
  void postgres_showsNone() throws SQLException {
    check(Postgres.dataSource(), Product.POSTGRESQL, 1_000);
  }

  @Test
  void mariaDb_showsNone() throws SQLException {
    check(MariaDb.dataSource(), Product.MYSQL, 500);
  }

  private void check(DataSource dataSource, Product product, int times) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists literals");
      statement.execute(
          "create table literals (id int primary key, name varchar(200), other varchar(200))");
      statement.execute("create index literals_name on literals (name)");
      int readable = 0;
      for (int i = 0; i < times; i++) {
        String sql = query(product);
        String plan = plan(statement, product, sql);
        assertThat(plan).as(sql).doesNotContain("anary").doesNotContain("n,a,r");
        readable += plan.toLowerCase(java.util.Locale.ROOT).contains("literals") ? 1 : 0;
      }
      assertThat(readable).as("plans that say something").isGreaterThan(times * 9 / 10);
    }
  }

  private static String plan(Statement statement, Product product, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(product.words + sql)) {
      return new PlanReader(product, plan -> false).read(rows, "none").text();
    }
  }

  private String query(Product product) {
    return "select id, "
        + literal(product)
        + " as a from literals where name = "
        + literal(product)
        + " and other like "
        + literal(product)
        + " and (other in ("
        + literal(product)
        + ", "
        + literal(product)
        + ") or name > "
        + literal(product)
        + ")";
  }

  /** Of random parts, with the canary among them, quoted as the database wants it. */
  private String literal(Product product) {
    StringBuilder literal = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      literal.append(PARTS[random.nextInt(PARTS.length)]);
    }
    literal.append(random.nextBoolean() ? "canary" : " canary ");
    for (int i = random.nextInt(6); i > 0; i--) {
      literal.append(PARTS[random.nextInt(PARTS.length)]);
    }
    String text = literal.toString().replace("'", "''");
    return "'" + (product == Product.MYSQL ? text.replace("\\", "\\\\") : text) + "'";
  }
}
