/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What applications do to JDBC objects from several threads, and after their end. */
class RoughUseTest {
  private static volatile CountDownLatch executing = new CountDownLatch(1);

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private Connection connection;

  /** A function of the database that tells that a statement is being executed. */
  public static final class Function {
    private Function() {}

    public static long told(long row) {
      executing.countDown();
      return row;
    }
  }

  @BeforeEach
  void open() throws SQLException {
    executing = new CountDownLatch(1);
    connection = MonitoredDataSource.wrap(Databases.h2WithItems()).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("create alias told for '" + Function.class.getName() + ".told'");
    }
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    other.shutdownNow();
    assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private static final String LONG = "select count(told(x)) from system_range(1, 10000000000)";

  @Test
  void cancel_fromAnotherThread_endsTheExecution() throws Exception {
    try (Statement statement = connection.createStatement()) {
      Future<Void> cancelled =
          other.submit(
              () -> {
                executing.await(10, TimeUnit.SECONDS);
                statement.cancel();
                return null;
              });
      assertThatThrownBy(() -> statement.executeQuery(LONG))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("57014");
      cancelled.get(10, TimeUnit.SECONDS);
      assertThat(statement.executeQuery("select 1").next()).isTrue();
    }
    Event failed = failed();
    assertThat(failed.get("sql-state")).isEqualTo("57014");
    assertThat(failed.elapsedNanos()).isPositive();
  }

  private Event failed() {
    return gomon.events("sql-wconn-query").stream()
        .filter(e -> !e.errors().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** Some drivers give up on an interrupt; GoMon leaves it to be seen. */
  @Test
  void interrupted_theFlagStays_andEverythingIsRecorded() throws SQLException {
    Thread.currentThread().interrupt();
    try (PreparedStatement query =
        connection.prepareStatement("select id from item where id = ?")) {
      query.setInt(1, 3);
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(3);
      }
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(gomon.events("sql-wrows").get(0).get("rows")).isEqualTo(List.of(List.of(3L)));
  }

  @Test
  void closedByAnother_whileReading_eventsEndOnce() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Connection mine = MonitoredDataSource.wrap(Databases.h2()).getConnection();
          Statement statement = mine.createStatement()) {
        CountDownLatch reading = new CountDownLatch(100);
        Future<Void> closed =
            other.submit(
                () -> {
                  reading.await(10, TimeUnit.SECONDS);
                  mine.close();
                  return null;
                });
        try (ResultSet rows = statement.executeQuery("select x from system_range(1, 100000)")) {
          while (rows.next()) {
            rows.getLong(1);
            reading.countDown();
          }
        } catch (SQLException e) {
          assertThat(e.getErrorCode()).isIn(90007, 90098, 90121);
        }
        closed.get(10, TimeUnit.SECONDS);
      }
    }
    assertThat(gomon.events("sql-wrows")).hasSize(50);
    assertThat(gomon.events("sql-wconn").stream().filter(e -> !e.isOpen())).hasSize(50);
  }

  @Test
  void resultReadByOneThreadAfterAnother_isRecordedWhole() throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from item order by id")) {
      for (int i = 1; i <= 4; i++) {
        int expected = i;
        ReadOne read = () -> rows.next() && rows.getInt(1) == expected;
        assertThat(i % 2 == 0 ? read.read() : other.submit(read::read).get()).isTrue();
      }
    }
    assertThat(gomon.events("sql-wrows").get(0).get("rows"))
        .isEqualTo(List.of(List.of(1L), List.of(2L), List.of(3L), List.of(4L)));
  }

  private interface ReadOne {
    boolean read() throws SQLException;
  }

  @Test
  void statementsNeverClosed_areAllRecorded_andFewAreKept() throws SQLException {
    List<Statement> kept = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      PreparedStatement query = connection.prepareStatement("select id from item where id = ?");
      query.setInt(1, 1);
      query.executeQuery().next();
      kept.add(query);
    }
    connection.close();
    gomon.gomon().flush(java.time.Duration.ofSeconds(10));
    assertThat(kept).hasSize(10_000);
    assertThat(gomon.gomon().stats().dropped()).isZero();
    long told =
        gomon.events("conn-prepare").size()
            + gomon.events("folded").stream()
                .filter(e -> e.get("of").equals("conn-prepare"))
                .mapToLong(e -> (long) e.get("count"))
                .sum();
    assertThat(told).isEqualTo(10_000);
  }

  @Test
  void objectsUsedAfterTheirEnd_failAsTheDriversDo_andKeepNothingOpen() throws SQLException {
    PreparedStatement query = connection.prepareStatement("select id from item where id = ?");
    query.setInt(1, 1);
    ResultSet rows = query.executeQuery();
    query.close();
    assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
    assertThatThrownBy(query::executeQuery).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> query.setInt(1, 2)).isInstanceOf(SQLException.class);
    connection.close();
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    assertThat(gomon.events("conn-prepare")).hasSize(1);
    assertThat(gomon.events("sql-wrows")).hasSize(1);
  }

  /** The pool keeps our statements open, and gives them out again. */
  @Test
  void statementsThatAPoolCaches_overAndUnder_areRecorded() throws SQLException {
    for (boolean isUnder : new boolean[] {false, true}) {
      try (BasicDataSource pool = new BasicDataSource()) {
        pool.setUrl((isUnder ? "jdbc:gomon:" : "jdbc:") + "h2:mem:cached" + isUnder);
        pool.setPoolPreparedStatements(true);
        var dataSource = isUnder ? pool : MonitoredDataSource.wrap(pool);
        for (int i = 0; i < 3; i++) {
          try (Connection borrowed = dataSource.getConnection();
              PreparedStatement query = borrowed.prepareStatement("select ?")) {
            query.setString(1, "v" + i);
            assertThat(query.executeQuery().next()).isTrue();
          }
        }
      }
    }
    assertThat(gomon.events("sql-wstmt-query"))
        .extracting(e -> e.get("params"))
        .containsExactly(
            List.of("v0"),
            List.of("v1"),
            List.of("v2"),
            List.of("v0"),
            List.of("v1"),
            List.of("v2"));
    assertThat(gomon.events("conn-prepare")).hasSize(4);
  }

  @Test
  void hikari_withLeakDetection_overAndUnder_works() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:gomon:h2:mem:hikari");
    config.setMaximumPoolSize(2);
    config.setLeakDetectionThreshold(2_000);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      var dataSource = MonitoredDataSource.wrap(pool);
      for (int i = 0; i < 100; i++) {
        try (Connection borrowed = dataSource.getConnection();
            Statement statement = borrowed.createStatement()) {
          assertThat(statement.executeQuery("select 1").next()).isTrue();
          pool.evictConnection(borrowed);
        }
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }
}
