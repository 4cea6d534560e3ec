/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of generated keys the application names the columns, the SQL text does not. */
class GeneratedKeysTest {
  private static final String[] COLUMNS = {"ID", "PASSWORD"};

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = MonitoredDataSource.wrap(Databases.h2WithItems()).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("alter table item alter column password set default 'canary'");
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static void read(Statement statement, int columns) throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      assertThat(keys.next()).isTrue();
      for (int i = 1; i <= columns; i++) {
        assertThat(keys.getString(i)).isNotNull();
      }
    }
  }

  private List<Object> rows() {
    return gomon.events("sql-wrows").stream().map(e -> e.get("rows")).toList();
  }

  @Test
  void preparedWithColumnNames_secretReadByIndex_isMasked() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into item (name) values (?)", COLUMNS)) {
      for (int i = 0; i < 2; i++) {
        insert.setString(1, "new");
        insert.executeUpdate();
        read(insert, 2);
      }
    }
    assertThat(rows())
        .containsExactly(List.of(List.of("21", "***")), List.of(List.of("22", "***")));
  }

  @Test
  void executedWithColumnNames_secretReadByIndex_isMasked() throws SQLException {
    String sql = "insert into item (name) values ('new')";
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql, COLUMNS);
      read(statement, 2);
      statement.execute(sql, COLUMNS);
      read(statement, 2);
      statement.executeLargeUpdate(sql, COLUMNS);
      read(statement, 2);
      statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
      read(statement, 1);
    }
    assertThat(rows())
        .containsExactly(
            List.of(List.of("21", "***")),
            List.of(List.of("22", "***")),
            List.of(List.of("23", "***")),
            List.of(List.of("24")));
  }

  /** PostgreSQL, for one, gives all columns then. */
  @Test
  void columnsNotNamed_ofATextWithSecrets_areMaskedWhenReadByIndex() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into item (name, password) values (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, "new");
      insert.setString(2, "canary");
      insert.executeUpdate();
      read(insert, 1);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        keys.getLong("ID");
      }
    }
    assertThat(rows()).containsExactly(List.of(List.of("***")), List.of(List.of(22L)));
  }
}
