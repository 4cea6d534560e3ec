/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.jdbc.explain.ExplainPlugin;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.GomonExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application of which each statement counts as slow, and what tests ask about its plans. */
abstract class ExplainedApplication {
  static final String BY_ID = "select name from item where id = ?";

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(setUp -> setUp.plugin(new ExplainPlugin()));

  final JdbcDataSource h2 = Databases.h2WithItems();
  final DataSource monitored = MonitoredDataSource.wrap(h2);

  @BeforeEach
  void everythingIsSlow() {
    gomon.gomon().settings().set("jdbc.slow-after", Duration.ofNanos(1));
  }

  void assertPlan(String table) {
    gomon
        .recorded()
        .await(
            "plan of " + table,
            event -> isExplain(event) && String.valueOf(event.get("plan")).contains(table));
  }

  static boolean isExplain(Event event) {
    return event.fingerprint().equals("sql-explain");
  }

  interface Action {
    void run() throws SQLException, InterruptedException;
  }

  /** H2, but for what happens when a connection is asked for. */
  DataSource dataSource(Action action) {
    return dataSource(h2, action);
  }

  DataSource dataSource(DataSource behind, Action action) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                action.run();
              }
              try {
                return method.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  DataSource unreachable(AtomicInteger asked) {
    return dataSource(
        () -> {
          asked.incrementAndGet();
          throw new SQLException("canary", "08001", 17);
        });
  }

  void run(String sql) throws SQLException {
    run(monitored, sql);
  }

  static void run(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static void byId(DataSource dataSource, int id) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(BY_ID)) {
      statement.setInt(1, id);
      statement.executeQuery().close();
    }
  }

  Event only(String fingerprint) {
    List<Event> events = gomon.events(fingerprint);
    assertThat(events).as(fingerprint).hasSize(1);
    return events.get(0);
  }

  static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("gomon-jdbc-explain"))
        .count();
  }

  static void assertNoThread() {
    Conditions.await("no thread to explain", () -> threads() == 0);
  }
}
