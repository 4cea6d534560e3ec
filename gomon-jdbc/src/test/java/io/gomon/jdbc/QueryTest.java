/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueryTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final DataSource dataSource = MonitoredDataSource.wrap(Databases.h2WithItems());

  @Test
  void preparedQuery_readToTheEnd_recordsQueryParamsAndRows() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query =
            connection.prepareStatement("select id, name from item where id < ? order by id")) {
      query.setInt(1, 13);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          rows.getInt(1);
          rows.getString("name");
        }
      }
    }
    Event query = only("sql-wstmt-query");
    assertThat(query.get("query")).isEqualTo("select id, name from item where id < ? order by id");
    assertThat(query.get("params")).isEqualTo(List.of(13L));
    Event rows = only("sql-wrows");
    assertThat(rows.parentLow()).isEqualTo(query.idLow());
    assertThat(rows.get("row-count")).isEqualTo(12L);
    assertThat(rows.get("columns")).isEqualTo(List.of(1L, "name"));
    assertThat((List<?>) rows.get("rows")).hasSize(10);
    assertThat(((List<?>) rows.get("rows")).get(9)).isEqualTo(List.of(10L, "item 10"));
    Event connection = gomon.events("sql-wconn").get(1);
    Event prepare = only("conn-prepare");
    assertThat(query.parentLow()).isEqualTo(prepare.idLow());
    assertThat(prepare.parentLow()).isEqualTo(connection.idLow());
    assertThat(query.get("conn-id")).isEqualTo(connection.id().toString());
  }

  @Test
  void plainStatement_queryAndUpdate_areRecorded() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("update item set name = 'x' where id <= 3")).isEqualTo(3);
      try (ResultSet rows = statement.executeQuery("select count(*) from item")) {
        rows.next();
        rows.getLong(1);
      }
    }
    assertThat(only("sql-wconn-exec").get("rows-aff")).isEqualTo(3L);
    assertThat(only("sql-wconn-query").get("query")).isEqualTo("select count(*) from item");
    assertThat(only("sql-wrows").get("rows")).isEqualTo(List.of(List.of(20L)));
  }

  @Test
  void plainStatement_withLiterals_hasAShapeWithoutThem() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 1; i < 3; i++) {
        statement.executeQuery("select \"ID\" from item where id in (1, " + i + ")").close();
      }
    }
    // H2's quotes are names, which its classes tell.
    assertThat(gomon.events("sql-wconn-query"))
        .extracting(e -> e.get("shape"))
        .containsExactly(
            "select \"ID\" from item where id in (?)", "select \"ID\" from item where id in (?)");
  }

  @Test
  void queryText_switchedOff_isTheShape() throws SQLException {
    gomon.gomon().settings().set("jdbc.query-text", false);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement prepared =
            connection.prepareStatement("select 1 from item where name = 'canary-3'")) {
      statement.executeQuery("select 1 from item where name = 'canary-4'").close();
      prepared.executeQuery().close();
    }
    String shape = "select ? from item where name = ?";
    for (String kind : List.of("sql-wconn-query", "sql-wstmt-query", "conn-prepare")) {
      assertThat(only(kind).get("query")).isEqualTo(shape);
      assertThat(only(kind).get("shape")).isEqualTo(shape);
    }
  }

  @Test
  void textThatComesAgain_isDescribedAsAtFirst() throws SQLException {
    String sql = "select name from item where id = ?";
    try (Connection connection = dataSource.getConnection()) {
      for (int i = 1; i <= 30; i++) {
        if (i == 10) {
          connection.getMetaData().getDatabaseProductName();
        }
        if (i == 20) {
          gomon.gomon().settings().set("jdbc.query-length", 11);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setInt(1, i);
          statement.executeQuery().close();
        }
      }
    }
    for (String kind : List.of("sql-wstmt-query", "conn-prepare")) {
      List<Event> events = gomon.events(kind);
      assertThat(events).hasSize(30);
      for (int i = 1; i <= 30; i++) {
        Event event = events.get(i - 1);
        assertThat(event.get("query")).isEqualTo(i < 20 ? sql : "select name");
        assertThat(event.get("shape")).isEqualTo(sql);
        assertThat(event.get("conn-id")).isEqualTo(events.get(0).get("conn-id")).isNotNull();
        assertThat(event.get("db")).isEqualTo(i < 10 ? null : "H2");
      }
    }
  }

  private Event only(String fingerprint) {
    List<Event> events = gomon.events(fingerprint);
    assertThat(events).as(fingerprint).hasSize(1);
    return events.get(0);
  }
}
