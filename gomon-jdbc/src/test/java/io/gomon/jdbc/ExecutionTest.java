/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import io.gomon.testkit.RecordingListener;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExecutionTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final JdbcDataSource driver = Databases.h2WithItems();
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = MonitoredDataSource.wrap(driver).getConnection();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void update_underCurrentEvent_isItsChild() throws SQLException {
    try (EventTracker request = gomon.gomon().start("test-request");
        Scope scope = request.makeCurrent();
        PreparedStatement update =
            connection.prepareStatement("update item set name = ? where id = ?")) {
      update.setString(1, "a");
      update.setInt(2, 1);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
    Event request = only("test-request");
    assertThat(only("sql-wstmt-exec").parentLow()).isEqualTo(request.idLow());
    assertThat(only("conn-prepare").parentLow()).isEqualTo(request.idLow());
    assertThat(only("sql-wstmt-exec").get("params")).isEqualTo(List.of("a", 1L));
    assertThat(only("sql-wstmt-exec").get("rows-aff")).isEqualTo(1L);
  }

  @Test
  void failure_isTheDriversOwnObject_withStateAndCode() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("select nothing"))
          .isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> connection.prepareStatement("selekt"))
        .isInstanceOf(SQLException.class);
    Event query = only("sql-wconn-query");
    assertThat(query.get("sql-state")).isEqualTo("42S22");
    assertThat(query.get("vendor-code")).isEqualTo(42122L);
    assertThat(query.errors()).hasSize(1);
    assertThat(only("conn-prepare").get("sql-state")).isEqualTo("42001");
  }

  @Test
  void connection_refused_isAnEventWithItsError() {
    JdbcDataSource wrong = Databases.h2(driver.getURL());
    wrong.setPassword("canary-password");
    assertThatThrownBy(() -> MonitoredDataSource.wrap(wrong).getConnection())
        .isInstanceOf(SQLException.class);
    List<Event> connections = gomon.events("sql-wconn");
    Event refused = connections.get(connections.size() - 1);
    assertThat(refused.get("sql-state")).isEqualTo("28000");
    assertThat(refused.isOpen()).isFalse();
  }

  @Test
  void batch_prepared_keepsCountsAndFirstParams() throws SQLException {
    gomon.gomon().settings().set("jdbc.max-rows", 2);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into item (name) values (?)")) {
      for (int i = 0; i < 3; i++) {
        insert.setString(1, "batch " + i);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
    }
    Event batch = only("sql-wstmt-exec");
    assertThat(batch.get("batch")).isEqualTo(3L);
    assertThat(batch.get("rows-aff")).isEqualTo(3L);
    assertThat(batch.get("params")).isEqualTo(List.of(List.of("batch 0"), List.of("batch 1")));
    assertThat(batch.get("batch-results")).isEqualTo(List.of(1L, 1L, 1L));
    assertThat(batch.get("batch-first-failed")).isNull();
  }

  @Test
  void batch_failing_saysHowMany() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("insert into item (id) values (100)");
      statement.addBatch("insert into item (id) values (1)");
      assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
      assertThat(statement.executeBatch()).isEmpty();
    }
    Event failed = gomon.events("sql-wconn-exec").get(0);
    assertThat(failed.get("query")).isEqualTo("insert into item (id) values (100)");
    assertThat(failed.get("batch")).isEqualTo(2L);
    assertThat(failed.get("batch-failed")).isEqualTo(1L);
    assertThat(failed.get("batch-results")).isEqualTo(List.of(1L, -3L));
    assertThat(failed.get("batch-first-failed")).isEqualTo(2L);
    assertThat(failed.get("rows-aff")).isEqualTo(1L);
    assertThat(failed.errors()).isNotEmpty();
    assertThat(gomon.events("sql-wconn-exec").get(1).get("batch")).isEqualTo(0L);
  }

  @Test
  void params_secretByTheirColumn_areMasked() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into item (name, password) values (?, ?)")) {
      insert.setString(1, "a");
      insert.setString(2, "canary-1");
      insert.executeUpdate();
    }
    try (PreparedStatement query =
        connection.prepareStatement("select id from item where password = ? and id > ?")) {
      query.setString(1, "canary-2");
      query.setInt(2, 4);
      query.executeQuery().close();
    }
    assertThat(only("sql-wstmt-exec").get("params")).isEqualTo(List.of("a", "***"));
    assertThat(only("sql-wstmt-query").get("params")).isEqualTo(List.of("***", 4L));
  }

  @Test
  void params_bytesAndStreams_areNotRead() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into item (picture, name) values (?, ?)")) {
      insert.setBinaryStream(1, new ByteArrayInputStream(new byte[] {1, 2, 3}));
      insert.setNull(2, Types.VARCHAR);
      assertThat(insert.executeUpdate()).isEqualTo(1);
      insert.setBytes(1, new byte[5]);
      insert.executeUpdate();
    }
    List<Event> events = gomon.events("sql-wstmt-exec");
    assertThat(events.get(0).get("params")).asString().isEqualTo("[<stream>, null]");
    assertThat(events.get(1).get("params")).asString().isEqualTo("[<5 bytes>, null]");
  }

  @Test
  void params_switchedOff_areNotKept() throws SQLException {
    gomon.gomon().settings().set("jdbc.params", false);
    gomon.gomon().settings().set("jdbc.prepare", false);
    try (PreparedStatement query =
        connection.prepareStatement("select id from item where id = ?")) {
      query.setInt(1, 1);
      query.executeQuery().close();
    }
    assertThat(only("sql-wstmt-query").get("params")).isNull();
    assertThat(gomon.events("conn-prepare")).isEmpty();
    assertThat(only("sql-wstmt-query").parentLow())
        .isEqualTo(gomon.events("sql-wconn").get(0).idLow());
  }

  @Test
  void query_long_isCut() throws SQLException {
    gomon.gomon().settings().set("jdbc.query-length", 8);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1234567").close();
    }
    assertThat(only("sql-wconn-query").get("query")).isEqualTo("select 1");
  }

  @Test
  void call_withOutParameter_isRecordedWithWhatWasRead() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create alias distance for 'java.lang.Math.abs(int)'");
    }
    try (CallableStatement call = connection.prepareCall("{? = call distance(?)}")) {
      call.registerOutParameter(1, Types.INTEGER);
      call.setInt(2, -42);
      call.execute();
      assertThat(call.getInt(1)).isEqualTo(42);
      assertThat(call.getConnection()).isSameAs(connection);
    }
    assertThat(only("conn-prepare").get("out-params")).isEqualTo(Map.of("1", 42L));
    assertThat(only("sql-wstmt-exec").get("params")).asString().isEqualTo("[null, -42]");
  }

  @Test
  void transaction_committedAndRolledBack_areTwo() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from item where id = 1");
      connection.commit();
      statement.execute("delete from item where id = 2");
      connection.rollback();
    }
    connection.setAutoCommit(true);
    List<Event> transactions = gomon.events("conn-begintx");
    assertThat(transactions)
        .extracting(t -> t.get("outcome"))
        .containsExactly("commit", "rollback");
    assertThat(transactions.get(0).parentLow()).isEqualTo(gomon.events("sql-wconn").get(0).idLow());
  }

  @Test
  void transaction_itsCalls_areEventsUnderIt() throws SQLException {
    connection.setAutoCommit(false);
    Savepoint savepoint = connection.setSavepoint("before");
    connection.rollback(savepoint);
    connection.releaseSavepoint(connection.setSavepoint());
    connection.commit();
    connection.rollback();
    Event transaction = only("conn-begintx");
    assertThat(gomon.events("sql-wtx-savepoint"))
        .extracting(event -> event.get("name"))
        .containsExactly("before", null);
    Event partial = gomon.events("sql-wtx-rollback").get(0);
    assertThat(partial.get("to-savepoint")).isEqualTo(true);
    for (Event call : List.of(partial, only("sql-wtx-release"), only("sql-wtx-commit"))) {
      assertThat(call.parentLow()).isEqualTo(transaction.idLow());
      assertThat(call.get("tx-id")).isEqualTo(transaction.id().toString());
      assertThat(call.get("conn-id")).isEqualTo(transaction.get("conn-id"));
    }
    Event afterwards = gomon.events("sql-wtx-rollback").get(1);
    assertThat(afterwards.get("tx-id")).isNull();
    assertThat(afterwards.parentLow()).isEqualTo(gomon.events("sql-wconn").get(0).idLow());
  }

  @Test
  void transaction_callThatFails_hasItsError() throws SQLException {
    connection.setAutoCommit(false);
    Savepoint savepoint = connection.setSavepoint("gone");
    connection.commit();
    assertThatThrownBy(() -> connection.rollback(savepoint)).isInstanceOf(SQLException.class);
    Event failed = only("sql-wtx-rollback");
    assertThat(failed.errors()).hasSize(1);
    assertThat(failed.get("sql-state")).isNotNull();
  }

  @Test
  void warnings_askedForTwice_areOneEvent() throws SQLException {
    SQLWarning warnings = new SQLWarning("truncated", "01004", 3);
    warnings.setNextWarning(new SQLWarning("and rounded"));
    Statement warned =
        (Statement)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getWarnings") ? warnings : null);
    MonitoredConnection monitored = (MonitoredConnection) connection;
    Statement statement = MonitoredStatement.of(warned, monitored, monitored.record().statement());
    assertThat((Throwable) statement.getWarnings()).isSameAs(warnings);
    assertThat((Throwable) statement.getWarnings()).isSameAs(warnings);
    assertThat((Throwable) connection.getWarnings()).isNull();
    Event event = only("sql-warning");
    assertThat(event.get("warnings")).isEqualTo(List.of("truncated", "and rounded"));
    assertThat(event.get("sql-state")).isEqualTo("01004");
    assertThat(event.get("vendor-code")).isEqualTo(3L);
  }

  @Test
  void close_thatFails_isAnEvent() throws SQLException {
    SQLException refused = new SQLException("not now", "08000", 7);
    Statement broken =
        (Statement)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) -> {
                  throw refused;
                });
    MonitoredConnection monitored = (MonitoredConnection) connection;
    Statement statement = MonitoredStatement.of(broken, monitored, monitored.record().statement());
    assertThatThrownBy(statement::close).isSameAs(refused);
    assertThat(only("sql-wstmt-close").get("sql-state")).isEqualTo("08000");
    assertThat(only("sql-wstmt-close").get("vendor-code")).isEqualTo(7L);
  }

  @Test
  void transaction_openAtClose_saysSo() throws SQLException {
    connection.setAutoCommit(false);
    connection.close();
    assertThat(only("conn-begintx").get("outcome")).isEqualTo("closed");
  }

  @Test
  void product_askedForByTheApplication_isKnownFromThenOn() throws SQLException {
    assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
    }
    assertThat(only("sql-wconn-query").get("db")).isEqualTo("H2");
  }

  @Test
  void slow_isAnEventUnderTheExecution_forAListenerOfItsOwn() throws SQLException {
    RecordingListener slowOnly = new RecordingListener();
    gomon.gomon().addListener(slowOnly, event -> event.fingerprint().equals("sql-slow"));
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
      gomon.gomon().settings().set("jdbc.slow-after", Duration.ofNanos(1));
      statement.executeQuery("select 2 as b").close();
      gomon.gomon().settings().set("jdbc.slow-after", "1h");
      statement.executeQuery("select 3").close();
    }
    Event slow = only("sql-slow");
    Event query = gomon.events("sql-wconn-query").get(1);
    assertThat(slow.parentLow()).isEqualTo(query.idLow());
    assertThat(slow.get("shape")).isEqualTo("select ? as b");
    assertThat(slow.get("elapsed")).isEqualTo(query.elapsedNanos());
    assertThat(slow.get("location")).asString().startsWith("ExecutionTest.java:");
    assertThat(slowOnly.events().stream().filter(event -> !event.isApplication())).hasSize(1);
  }

  private Event only(String fingerprint) {
    List<Event> events = gomon.events(fingerprint);
    assertThat(events).as(fingerprint).hasSize(1);
    return events.get(0);
  }
}
