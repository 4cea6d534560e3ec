/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.jdbc.SqlExplain;
import io.gomon.jdbc.explain.ExplainPlugin;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.GomonExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sqlite.SQLiteDataSource;

class ExplainTest {
  private static final String SQL =
      "select name, 'canary4' from plan_item where id = ? and name like 'canary5%'"
          + " and price > ? and bought > ?";
  private static final String SECRET_SQL =
      "select name from plan_item where password = ? and name = 'canary6'";

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(setUp -> setUp.plugin(new ExplainPlugin()));

  @BeforeEach
  void everythingIsSlow() {
    gomon.gomon().settings().set("jdbc.slow-after", Duration.ofNanos(1));
  }

  @Test
  void postgres_boundValues_areThePlans() throws SQLException {
    Event plan = explained(Postgres.dataSource(), SQL);
    assertThat(plan.get("db")).isEqualTo("PostgreSQL");
    assertThat(plan.get("format")).isEqualTo("json");
    assertThat(plan.get("values")).isEqualTo("bound");
    assertThat(plan.get("cost")).isInstanceOf(Double.class);
    assertThat(plan.get("plan"))
        .asString()
        .startsWith("[{\"Plan\": {\"Node Type\": ")
        .contains("price > ?")
        .doesNotContain("canary")
        .doesNotContain("1.25");
  }

  @Test
  void postgres_literalsWanted_showWhatWasBound() throws SQLException {
    gomon.gomon().settings().set("jdbc-explain.literals", true);
    Event plan = explained(Postgres.dataSource(), SQL);
    assertThat(plan.get("plan")).asString().contains("(id = 4711)").contains("price > 1.25");
    assertThat(plan.get("plan")).asString().contains("'2024-01-02'::date").contains("canary5");
  }

  @Test
  void postgres_oneValueAndNone_areBoundAndNone() throws SQLException {
    DataSource raw = Postgres.dataSource();
    gomon.gomon().settings().set("jdbc-explain.literals", true);
    SqlExplain.on(gomon.gomon(), raw);
    try (Connection connection = MonitoredDataSource.wrap(raw).getConnection();
        PreparedStatement one = connection.prepareStatement("select ? + random() as a");
        PreparedStatement none = connection.prepareStatement("select random() as b")) {
      one.setLong(1, 47_110_000_000L);
      one.executeQuery().close();
      none.executeQuery().close();
    }
    Event bound = gomon.recorded().await("bound", event -> "bound".equals(event.get("values")));
    assertThat(bound.get("shape")).asString().endsWith(" as a");
    assertThat(bound.get("plan")).isNotNull();
    Event without = gomon.recorded().await("none", event -> "none".equals(event.get("values")));
    assertThat(without.get("shape")).asString().endsWith(" as b");
  }

  @Test
  void postgres_valueThatWasNotKeptWhenItWasBound_isNotTakenForNull() throws SQLException {
    DataSource raw = Postgres.dataSource();
    SqlExplain.on(gomon.gomon(), raw);
    gomon.gomon().settings().set("jdbc.params", false);
    try (Connection connection = MonitoredDataSource.wrap(raw).getConnection();
        PreparedStatement one = connection.prepareStatement("select 1 where 2 = ?")) {
      one.setInt(1, 3);
      gomon.gomon().settings().set("jdbc.params", true);
      one.executeQuery().close();
    }
    assertThat(gomon.recorded().await("sql-explain").get("values")).isEqualTo("generic");
  }

  @Test
  void postgres_secretValue_isNotBound_andThePlanIsGeneric() throws SQLException {
    gomon.gomon().settings().set("jdbc-explain.literals", true);
    Event plan = explained(Postgres.dataSource(), SECRET_SQL);
    assertThat(plan.get("values")).isEqualTo("generic");
    assertThat(plan.get("plan")).asString().contains("Seq Scan").doesNotContain("canary");
    assertThat(plan.get("plan")).asString().doesNotContain("hunter2").doesNotContain("***");
  }

  @Test
  void postgres_genericPlan_leavesNothingOnTheConnection() throws SQLException {
    try (Connection connection = Postgres.dataSource().getConnection()) {
      DataSource one = new OneConnection(connection).dataSource();
      gomon.gomon().settings().set("jdbc.params", false);
      assertThat(explained(one, Postgres.dataSource(), SQL).get("values")).isEqualTo("generic");
      assertThat(explained(one, Postgres.dataSource(), SQL + " or 1 = 2").get("values"))
          .isEqualTo("generic");
      try (Statement statement = connection.createStatement();
          ResultSet left =
              statement.executeQuery(
                  "select count(*) from pg_prepared_statements where name like 'gomon%'")) {
        left.next();
        assertThat(left.getInt(1)).isZero();
      }
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(connection.getNetworkTimeout()).isZero();
    }
  }

  @Test
  void postgres_planningThatWrites_isRefused() throws SQLException {
    DataSource raw = Postgres.dataSource();
    run(raw, "drop sequence if exists plan_seq");
    run(raw, "create sequence plan_seq");
    run(
        raw,
        "create or replace function plan_next() returns bigint language plpgsql immutable as"
            + " 'begin return nextval(''plan_seq''); end'");
    SqlExplain explain = SqlExplain.on(gomon.gomon(), raw);
    try (Connection connection = MonitoredDataSource.wrap(raw).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select plan_next()").close();
    }
    Event event = gomon.recorded().await("sql-explain");
    assertThat(event.get("unexplained")).isEqualTo("refused");
    assertThat(event.get("sql-state")).isEqualTo("25006");
    Conditions.await("counted", () -> explain.counts().containsKey("refused"));
    try (Connection connection = raw.getConnection();
        Statement statement = connection.createStatement();
        ResultSet value = statement.executeQuery("select last_value from plan_seq")) {
      value.next();
      assertThat(value.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void postgres_planThatTakesTooLong_endsAtTheTimeout() throws SQLException {
    DataSource raw = Postgres.dataSource();
    run(raw, "drop table if exists plan_locked");
    run(raw, "create table plan_locked (id int)");
    gomon.gomon().settings().set("jdbc-explain.timeout", "1s");
    try (Connection locker = raw.getConnection();
        Statement lock = locker.createStatement();
        Connection connection = MonitoredDataSource.wrap(raw).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select id from plan_locked").close();
      locker.setAutoCommit(false);
      lock.execute("lock table plan_locked in access exclusive mode");
      SqlExplain.on(gomon.gomon(), raw);
      statement.setQueryTimeout(1);
      try {
        statement.executeQuery("select id from plan_locked").close();
      } catch (SQLException e) {
        // The application's own timeout, by which its statement is slow.
        assertThat(e.getSQLState()).isEqualTo("57014");
      }
      Event event = gomon.recorded().await("sql-explain");
      assertThat(event.get("unexplained")).isEqualTo("timeout");
      locker.rollback();
    }
  }

  @Test
  void mariaDb_boundValues_areAskedFor_andTheTableHasNoLiterals() throws SQLException {
    Event plan = explained(MariaDb.dataSource(), SQL);
    assertThat(plan.get("db")).isEqualTo("MariaDB");
    assertThat(plan.get("format")).isEqualTo("table");
    assertThat(plan.get("values")).isEqualTo("bound");
    assertThat(plan.get("plan"))
        .asString()
        .startsWith("id | select_type | table | ")
        .contains("plan_item")
        .doesNotContain("canary");
  }

  @Test
  void mariaDb_secretValue_isNotExplained() throws SQLException {
    Event plan = explained(MariaDb.dataSource(), SECRET_SQL);
    assertThat(plan.get("unexplained")).isEqualTo("values-unknown");
    assertThat(plan.get("plan")).isNull();
  }

  @Test
  void sqlite_plan_isATable() throws SQLException, IOException {
    SQLiteDataSource sqlite = new SQLiteDataSource();
    Path file = Files.createTempFile("plan", ".sqlite");
    file.toFile().deleteOnExit();
    sqlite.setUrl("jdbc:sqlite:" + file);
    Event plan = explained(sqlite, SQL);
    assertThat(plan.get("format")).isEqualTo("table");
    assertThat(plan.get("values")).isEqualTo("generic");
    assertThat(plan.get("plan")).asString().contains("SEARCH plan_item").doesNotContain("canary");
  }

  @Test
  void hsqldb_plan_hasNoLiterals_noPatternsNeither() throws SQLException {
    JDBCDataSource hsqldb = new JDBCDataSource();
    hsqldb.setURL("jdbc:hsqldb:mem:plan" + UUID.randomUUID());
    Event plan = explained(hsqldb, SQL.replace("canary5%", "}c%anary5%"));
    assertThat(plan.get("values")).isEqualTo("generic");
    assertThat(plan.get("plan"))
        .asString()
        .contains("PUBLIC.PLAN_ITEM.NAME")
        .doesNotContain("canary")
        .doesNotContain("anary")
        .doesNotContain("a,n,a,r,y");
  }

  @Test
  void derby_hasNoPlan_andIsAskedOnce() throws SQLException {
    EmbeddedDataSource derby = new EmbeddedDataSource();
    derby.setDatabaseName("memory:plan");
    derby.setCreateDatabase("create");
    Event event = explained(derby, SQL);
    assertThat(event.get("unexplained")).isEqualTo("unsupported");
    assertThat(event.get("db")).isEqualTo("Apache Derby");
    gomon.recorded().clear();
    try (Connection connection = MonitoredDataSource.wrap(derby).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select name from plan_item").close();
    }
    assertThat(gomon.events("sql-slow").get(0).get("unexplained")).isEqualTo("unsupported");
    assertThat(gomon.events("sql-explain")).isEmpty();
  }

  @Test
  void anotherKindOfDatabase_isNotAsked() throws SQLException {
    JDBCDataSource hsqldb = new JDBCDataSource();
    hsqldb.setURL("jdbc:hsqldb:mem:plan" + UUID.randomUUID());
    Event event = explained(hsqldb, Postgres.dataSource(), SQL);
    assertThat(event.get("unexplained")).isEqualTo("other-database");
  }

  private Event explained(DataSource dataSource, String sql) throws SQLException {
    return explained(dataSource, dataSource, sql);
  }

  private Event explained(DataSource explaining, DataSource raw, String sql) throws SQLException {
    prepare(raw);
    gomon.recorded().clear();
    SqlExplain explain = SqlExplain.on(gomon.gomon(), explaining);
    try (Connection connection = MonitoredDataSource.wrap(raw).getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      if (sql.equals(SECRET_SQL)) {
        statement.setString(1, "hunter2");
      } else {
        statement.setInt(1, 4711);
        statement.setBigDecimal(2, new java.math.BigDecimal("1.25"));
        statement.setDate(3, Date.valueOf("2024-01-02"));
      }
      statement.executeQuery().close();
    }
    Event event = gomon.recorded().await("sql-explain");
    Conditions.await(
        "the connection is given back",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("gomon-jdbc-explain")));
    assertThat(event.toString()).doesNotContain("hunter2");
    boolean isUnsupported = "unsupported".equals(event.get("unexplained"));
    if (!isUnsupported) {
      explain.close();
    }
    return event;
  }

  private static void prepare(DataSource raw) throws SQLException {
    try {
      run(raw, "drop table plan_item");
    } catch (SQLException e) {
      // It is the first test on this database.
    }
    run(
        raw,
        "create table plan_item (id int primary key, name varchar(100), password varchar(100),"
            + " price decimal(10,2), bought date)");
    run(raw, "insert into plan_item values (4711, 'canary5', 'hunter2', 2.5, '2024-02-01')");
    run(raw, "insert into plan_item values (4712, 'b', 'c', 2.5, '2024-02-01')");
  }

  private static void run(DataSource raw, String sql) throws SQLException {
    try (Connection connection = raw.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
