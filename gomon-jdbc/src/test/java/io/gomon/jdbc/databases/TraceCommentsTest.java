/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.GomonExtension;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the databases themselves say that they were sent. */
class TraceCommentsTest {
  private static final String OWN =
      "select query from pg_stat_activity where pid = pg_backend_pid()";

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @BeforeEach
  void setUp() {
    gomon.gomon().settings().set("jdbc.comment-application", "my shop's */");
  }

  @Test
  void directExecution_saysItsEvent_andTheEventHasTheTextAsItWas() throws SQLException {
    DataSource postgres = MonitoredDataSource.wrap(Postgres.dataSource());
    String sent;
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      sent = only(statement.executeQuery(OWN + " ; "));
    }
    Event event = gomon.events("sql-wconn-query").get(0);
    assertThat(sent)
        .startsWith(OWN + " /*application='my%20shop%27s%20%2A%2F',traceparent='00-")
        .contains("-" + hex(event.idLow()) + "-0")
        .contains("'*/");
    assertThat(event.get("query")).isEqualTo(OWN + " ; ");
  }

  @Test
  void preparedStatement_saysTheSameEachTime() throws SQLException {
    DataSource maria = MonitoredDataSource.wrap(MariaDb.dataSource());
    String own = "select info from information_schema.processlist where id = connection_id()";
    try (Connection connection = maria.getConnection()) {
      for (int i = 0; i < 2; i++) {
        try (PreparedStatement statement = connection.prepareStatement(own)) {
          assertThat(only(statement.executeQuery()))
              .isEqualTo(own + " /*application='my%20shop%27s%20%2A%2F'*/");
        }
      }
    }
    assertThat(gomon.events("sql-wstmt-query")).allMatch(event -> own.equals(event.get("query")));
  }

  @Test
  void whateverElseIsRun_runs() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:comments");
    try (Connection connection = MonitoredDataSource.wrap(h2).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table t(id int) -- at the end");
      statement.addBatch("insert into t values (1);");
      statement.addBatch("insert into t values (2) /* two */");
      assertThat(statement.executeBatch()).containsExactly(1, 1);
      assertThat(statement.executeUpdate("update t set id = id + 1 where id = 2;\n")).isEqualTo(1);
      try (CallableStatement call = connection.prepareCall("{call abs(-3)}")) {
        assertThat(only(call.executeQuery())).isEqualTo("3");
      }
      assertThat(only(statement.executeQuery("select sum(id) from t"))).isEqualTo("4");
    }
  }

  /** Only a comment of somebody else, who follows the same custom, stands in the way. */
  @Test
  void textWithAColumnOfThatName_hasItsComment_andOneWithACommentHasNoOther() throws SQLException {
    String other = OWN + " /*application='other'*/";
    String column = OWN + " and /* not */ 'application=' <> '' /* at the end */";
    try (Connection connection = MonitoredDataSource.wrap(Postgres.dataSource()).getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(only(statement.executeQuery(column))).startsWith(column + " /*application='my");
      assertThat(only(statement.executeQuery(other))).isEqualTo(other);
    }
  }

  @Test
  void off_theTextIsAsItWas() throws SQLException {
    gomon.gomon().settings().set("jdbc.comment-application", "");
    try (Connection connection = MonitoredDataSource.wrap(Postgres.dataSource()).getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(only(statement.executeQuery(OWN))).isEqualTo(OWN);
    }
  }

  private static String hex(long number) {
    return String.format("%016x", number);
  }

  private static String only(ResultSet rows) throws SQLException {
    try (rows) {
      assertThat(rows.next()).isTrue();
      String value = rows.getString(1);
      assertThat(rows.next()).isFalse();
      return value;
    }
  }
}
