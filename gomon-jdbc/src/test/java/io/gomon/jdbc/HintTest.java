/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.jdbc.policy.SqlHint;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HintTest {
  private static final String KEY = "orm-mapper";

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @Test
  void hint_ofAnotherText_isNotTaken_andThatOfThisTextOnce() throws SQLException {
    try (Connection connection = MonitoredDataSource.wrap(Databases.h2()).getConnection()) {
      SqlHint.next("select 1", KEY, "one");
      connection.prepareStatement("select 2").executeQuery().close();
      PreparedStatement told = connection.prepareStatement("select 1");
      told.executeQuery().close();
      told.executeQuery().close();
      connection.prepareStatement("select 1").executeQuery().close();
    }
    assertThat(gomon.events("sql-wstmt-query"))
        .extracting(event -> event.get(KEY))
        .containsExactly(null, "one", "one", null);
  }

  @Test
  void ormQuery_whenTextsAreNotKept_isLeftOut() throws SQLException {
    gomon.gomon().settings().set("jdbc.query-text", false);
    try (Connection connection = MonitoredDataSource.wrap(Databases.h2()).getConnection();
        Statement statement = connection.createStatement()) {
      SqlHint.next("select 1", "orm-query", "from User where ssn = '123'");
      statement.executeQuery("select 1").close();
    }
    assertThat(gomon.events("sql-wconn-query").get(0).get("orm-query")).isNull();
  }

  @Test
  void hint_ofAPlainStatement_isOnItsExecution() throws SQLException {
    try (Connection connection = MonitoredDataSource.wrap(Databases.h2()).getConnection();
        Statement statement = connection.createStatement()) {
      SqlHint.next("select 2", KEY, "replaced");
      SqlHint.next("select 1", KEY, "plain");
      statement.executeQuery("select 1").close();
      statement.executeQuery("select 2").close();
    }
    assertThat(gomon.events("sql-wconn-query"))
        .extracting(event -> event.get(KEY))
        .containsExactly("plain", null);
  }

  @Test
  void hint_withoutPrepareEvents_isOnTheExecution() throws SQLException {
    gomon.gomon().settings().set("jdbc.prepare", false);
    try (Connection connection = MonitoredDataSource.wrap(Databases.h2()).getConnection()) {
      SqlHint.next("select 1", KEY, "x".repeat(2_000));
      connection.prepareStatement("select 1").executeQuery().close();
    }
    assertThat(gomon.events("sql-wstmt-query").get(0).get(KEY)).isEqualTo("x".repeat(1_024));
  }
}
