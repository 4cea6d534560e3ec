/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gomon.Event;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The data sources that are given for explaining, whatever they do. */
class ExplainSourcesTest extends ExplainedApplication {
  @Test
  void monitoredDataSource_explains_andMakesNoEvents() throws SQLException {
    explainsSilently(monitored);
  }

  @Test
  void poolOverAMonitoredDataSource_explains_andMakesNoEvents() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(MonitoredDataSource.wrap(h2));
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      explainsSilently(pool);
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getAutoCommit()).isTrue();
      }
    }
  }

  @Test
  void leak_isLeftForTheApplicationsNextRequest() throws SQLException {
    SqlExplain.on(gomon.gomon(), dataSource(monitored, () -> {}));
    try (Connection held = monitored.getConnection();
        Statement statement = held.createStatement()) {
      gomon.gomon().settings().set("jdbc.leak-after", Duration.ofNanos(1));
      statement.executeQuery("select name from item").close();
      assertThat(gomon.recorded().await("sql-explain").get("plan")).isNotNull();
      assertNoThread();
      assertThat(gomon.events("sql-leak")).isEmpty();
      monitored.getConnection().close();
      assertThat(gomon.events("sql-leak")).hasSize(1);
    }
  }

  private void explainsSilently(DataSource explaining) throws SQLException {
    SqlExplain.on(gomon.gomon(), explaining);
    run("select name as mine from item");
    assertThat(gomon.recorded().await("sql-explain").get("plan")).isNotNull();
    assertNoThread();
    assertThat(gomon.events())
        .filteredOn(event -> event.fingerprint().matches("sql-w.*|conn-.*|sql-slow"))
        .filteredOn(event -> String.valueOf(event.get("query")).contains("explain"))
        .isEmpty();
    assertThat(gomon.events("sql-explain")).hasSize(1);
    assertThat(gomon.events("sql-slow")).hasSize(1);
    assertThat(gomon.events("sql-wconn-exec")).hasSize(1);
    assertThat(gomon.events("conn-begintx")).isEmpty();
    assertThat(gomon.events("sql-wtx-rollback")).isEmpty();
  }

  @Test
  void hanging_holdsNeitherTheApplicationNorTheStop_andFurtherOnesAreRefused() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    DataSource hanging =
        dataSource(
            () -> {
              asked.countDown();
              answer.await();
            });
    gomon.gomon().settings().set("jdbc-explain.per-minute", 600);
    SqlExplain explain = SqlExplain.on(gomon.gomon(), hanging);
    run("select 1 as a from item");
    asked.await();
    for (int i = 0; i < 20; i++) {
      run("select 1 as b" + i + " from item");
    }
    assertThat(gomon.events("sql-slow").get(20).get("unexplained")).isEqualTo("queue-full");
    assertThat(explain.counts()).containsEntry("queue-full", 4L);
    long before = System.nanoTime();
    gomon.gomon().stop(Duration.ofSeconds(10));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    assertThat(explain.counts()).containsEntry("stopped", 16L);
    assertThat(threads()).isEqualTo(1);
    answer.countDown();
    assertNoThread();
  }

  @Test
  void brokenDataSource_isCounted_andTheShapeMayBeTriedAgain() throws SQLException {
    AtomicInteger asked = new AtomicInteger();
    SqlExplain explain = SqlExplain.on(gomon.gomon(), unreachable(asked));
    byId(monitored, 1);
    Event event = gomon.recorded().await("sql-explain");
    assertThat(event.get("plan")).isNull();
    assertThat(event.get("unexplained")).isEqualTo("no-connection");
    assertThat(event.get("sql-state")).isEqualTo("08001");
    assertThat(event.get("vendor-code")).isEqualTo(17L);
    assertNoThread();
    byId(monitored, 1);
    assertNoThread();
    assertThat(asked).hasValue(2);
    assertThat(explain.counts()).containsEntry("no-connection", 2L).containsEntry("explained", 0L);
  }

  @Test
  void dataSourceThatThrowsWhatItMayNot_isCounted() throws SQLException {
    SqlExplain explain =
        SqlExplain.on(
            gomon.gomon(),
            dataSource(
                () -> {
                  throw new IllegalStateException("canary");
                }));
    byId(monitored, 1);
    Event event = gomon.recorded().await("sql-explain");
    assertThat(event.get("unexplained")).isEqualTo("failed");
    assertNoThread();
    assertThat(explain.counts()).containsEntry("failed", 1L);
  }

  @Test
  void statementThatTheDatabaseRefuses_isCounted_withoutItsMessage() throws SQLException {
    SqlExplain explain = SqlExplain.on(gomon.gomon(), Databases.h2());
    run("select 'canary' from item");
    Event event = gomon.recorded().await("sql-explain");
    assertThat(event.get("unexplained")).isEqualTo("refused");
    assertThat(event.get("sql-state")).isEqualTo("42S04");
    assertThat(event.toString()).doesNotContain("canary");
    assertThat(event.errors()).isEmpty();
    assertNoThread();
    assertThat(explain.counts()).containsEntry("refused", 1L);
  }

  @Test
  void severalDatabases_areExplainedByTheirOwn() throws SQLException {
    JdbcDataSource otherH2 = Databases.h2();
    try (Connection connection = otherH2.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table other (id int primary key)");
    }
    DataSource other = MonitoredDataSource.wrap(otherH2);
    SqlExplain.on(gomon.gomon(), otherH2, other);
    byId(monitored, 1);
    assertThat(only("sql-slow").get("unexplained")).isEqualTo("no-data-source");
    SqlExplain.on(gomon.gomon(), h2);
    byId(monitored, 1);
    try (Connection connection = other.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select id from other").close();
    }
    assertPlan("ITEM");
    assertPlan("OTHER");
    assertThatThrownBy(() -> SqlExplain.on(gomon.gomon(), h2, "jdbc:gomon:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vendor's URL");
    assertThatThrownBy(() -> SqlExplain.on(gomon.gomon(), h2, otherH2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not monitored");
  }

  @Test
  void poolOverAMonitoredDataSource_isKnownByIt() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(monitored);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      SqlExplain.on(gomon.gomon(), h2, pool);
      byId(pool, 1);
      assertPlan("ITEM");
    }
  }

  @Test
  void url_ofTheDriver_isKnownWithoutItsProperties() throws SQLException {
    String url = h2.getURL();
    String ours = url.replace("jdbc:", "jdbc:gomon:");
    SqlExplain.on(gomon.gomon(), Databases.h2(), "jdbc:gomon:h2:mem:another");
    SqlExplain.on(gomon.gomon(), h2, ours.substring(0, ours.indexOf(';')) + ";PASSWORD=x");
    try (Connection connection = DriverManager.getConnection(ours, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select name from item").close();
    }
    assertPlan("ITEM");
  }

  @Test
  void stop_letsGoOfTheDataSource_andLeavesNoThread() throws SQLException {
    SqlExplain explain = SqlExplain.on(gomon.gomon(), h2);
    byId(monitored, 1);
    gomon.recorded().await("sql-explain");
    gomon.gomon().stop(Duration.ofSeconds(5));
    assertNoThread();
    byId(monitored, 2);
    explain.close();
    assertThat(explain.counts()).containsEntry("explained", 1L);
  }

  @Test
  void close_withOneThatWaits_doesNotAskForIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    DataSource slow =
        dataSource(
            () -> {
              times.incrementAndGet();
              asked.countDown();
              answer.await();
            });
    SqlExplain explain = SqlExplain.on(gomon.gomon(), slow);
    run("select 1 as a from item");
    asked.await();
    run("select 1 as b from item");
    explain.close();
    answer.countDown();
    assertNoThread();
    assertThat(times).hasValue(1);
    assertThat(explain.counts()).containsEntry("no-data-source", 1L);
  }

  /** GoMon lives on, with what it remembers of the shapes that were explained. */
  @Test
  void close_letsGoOfTheDataSource() throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> source = explainAndForget(collected);
    for (int i = 0; i < 100 && collected.remove(100) == null; i++) {
      System.gc();
    }
    assertThat(source.get()).isNull();
  }

  private WeakReference<Object> explainAndForget(ReferenceQueue<Object> queue) throws SQLException {
    DataSource explaining = dataSource(() -> {});
    SqlExplain explain = SqlExplain.on(gomon.gomon(), explaining);
    byId(monitored, 1);
    gomon.recorded().await("sql-explain");
    assertNoThread();
    explain.close();
    return new WeakReference<>(explaining, queue);
  }
}
