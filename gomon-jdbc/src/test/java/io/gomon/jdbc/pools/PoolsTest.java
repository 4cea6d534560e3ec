/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.pools;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.jdbc.Monitored;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.jdbc.databases.Postgres;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** Real pools on a real server, with GoMon over the pool, under it, and both. */
class PoolsTest {
  private static final String PID = "select pg_backend_pid()";

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @ParameterizedTest
  @EnumSource
  void pool_underGomon_givesTheSameConnectionAgain_andEachRentIsSeen(Pool kind) throws Exception {
    DataSource pool = kind.open(Postgres.dataSource(), 1, false);
    DataSource monitored = MonitoredDataSource.wrap(pool);
    int first = pid(monitored);
    assertThat(pid(monitored)).isEqualTo(first);
    assertThat(pid(pool)).isEqualTo(first);
    close(pool);
    assertThat(finished("sql-wconn")).hasSize(2);
    assertThat(queries()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void pool_overGomon_opensOneConnection_thatEndsWithThePool(Pool kind) throws Exception {
    DataSource pool = kind.open(MonitoredDataSource.wrap(Postgres.dataSource()), 1, false);
    int first = pid(pool);
    assertThat(pid(pool)).isEqualTo(first);
    List<Event> queries = queries();
    assertThat(queries).hasSize(2);
    Object connection = queries.get(0).get("conn-id");
    assertThat(queries.get(1).get("conn-id")).isEqualTo(connection);
    // DBCP2 opens another one before, to try it.
    assertThat(finished("sql-wconn")).noneMatch(e -> e.id().toString().equals(connection));
    close(pool);
    gomon
        .recorded()
        .await("connection closed", e -> !e.isOpen() && e.id().toString().equals(connection));
  }

  @ParameterizedTest
  @EnumSource
  void connection_ofEither_leadsToThePoolAndToTheDriver(Pool kind) throws Exception {
    DataSource pool = kind.open(Postgres.dataSource(), 1, false);
    DataSource over = MonitoredDataSource.wrap(pool);
    assertThat(over.isWrapperFor(kind.type())).isTrue();
    assertThat(over.unwrap(kind.type())).isSameAs(pool);
    try (Connection connection = over.getConnection();
        PreparedStatement query = connection.prepareStatement(PID)) {
      assertThat(query.getConnection()).isSameAs(connection);
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
      assertThat(connection.isValid(5)).isTrue();
    }
    close(pool);
    DataSource under = kind.open(MonitoredDataSource.wrap(Postgres.dataSource()), 1, false);
    try (Connection connection = under.getConnection()) {
      assertThat(connection.isWrapperFor(Monitored.class)).isTrue();
      // Tomcat's looks one layer deep only.
      boolean deep = connection.isWrapperFor(PGConnection.class);
      assertThat(deep || kind == Pool.TOMCAT).isTrue();
      Connection ours = deep ? connection : (Connection) connection.unwrap(Monitored.class);
      assertThat(ours.unwrap(PGConnection.class).getBackendPID()).isPositive();
    }
    close(under);
  }

  @ParameterizedTest
  @EnumSource
  void gomon_overAndUnder_recordsAQueryOnce(Pool kind) throws Exception {
    DataSource pool = kind.open(MonitoredDataSource.wrap(Postgres.dataSource()), 1, false);
    DataSource both = MonitoredDataSource.wrap(pool);
    try (EventTracker request = gomon.gomon().start("test-request");
        Scope scope = request.makeCurrent()) {
      pid(both);
      pid(both);
    }
    close(pool);
    assertThat(queries()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void connection_killedByTheServer_isReplaced(Pool kind) throws Exception {
    for (boolean over : new boolean[] {true, false}) {
      DataSource database = Postgres.dataSource();
      DataSource pool = kind.open(over ? database : MonitoredDataSource.wrap(database), 1, false);
      DataSource monitored = over ? MonitoredDataSource.wrap(pool) : pool;
      int first = pid(monitored);
      kill(first);
      assertThat(replacement(monitored, first)).isNotEqualTo(first);
      close(pool);
    }
  }

  /** A pool that trusts a connection used lately hands it out dead once, and learns by that. */
  private static int replacement(DataSource pool, int dead) throws SQLException {
    try {
      return pid(pool);
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isIn("57P01", "08006", "08003");
      int pid = pid(pool);
      assertThat(pid).isNotEqualTo(dead);
      return pid;
    }
  }

  private static void kill(int pid) throws SQLException {
    try (Connection connection = Postgres.dataSource().getConnection();
        PreparedStatement kill =
            connection.prepareStatement("select pg_terminate_backend(?, 10000)")) {
      kill.setInt(1, pid);
      try (ResultSet done = kill.executeQuery()) {
        done.next();
        assertThat(done.getBoolean(1)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void connection_notGivenBack_isFoundByThePool(Pool kind) throws Exception {
    for (boolean over : new boolean[] {true, false}) {
      DataSource database = Postgres.dataSource();
      DataSource pool = kind.open(over ? database : MonitoredDataSource.wrap(database), 1, true);
      DataSource monitored = over ? MonitoredDataSource.wrap(pool) : pool;
      Connection leaked = monitored.getConnection();
      assertThat(leaked.isClosed()).isFalse();
      if (kind == Pool.HIKARI) {
        AtomicBoolean told = new AtomicBoolean();
        Handler handler = listen(told);
        Conditions.await("Hikari tells of a leak", told::get);
        Logger.getLogger(LEAK_LOGGER).removeHandler(handler);
      } else if (kind == Pool.AGROAL) {
        assertThat(Pool.LEAKED.poll(10, TimeUnit.SECONDS)).isSameAs(Thread.currentThread());
      } else {
        // These take the connection away, and give it or another to the next.
        assertThat(pid(monitored)).isPositive();
      }
      closeQuietly(leaked);
      close(pool);
    }
  }

  private static final String LEAK_LOGGER = "com.zaxxer.hikari.pool.ProxyLeakTask";

  private static Handler listen(AtomicBoolean told) {
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            told.set(true);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger(LEAK_LOGGER).addHandler(handler);
    return handler;
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The pool has taken it away: DBCP2 says so to who closes late, the others do not.
      assertThat(connection).isNotNull();
    }
  }

  private static int pid(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement(PID);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Pools close their connections in threads of their own. */
  private void close(DataSource pool) throws Exception {
    Pool.close(pool);
    Conditions.await("c3p0 has ended its threads", () -> !hasThreadsOfC3p0());
    Conditions.await("all connections closed", () -> openConnections() == 0);
  }

  private static boolean hasThreadsOfC3p0() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("C3P0"));
  }

  private long openConnections() {
    List<Event> events = gomon.recorded().events("sql-wconn");
    long finished = events.stream().filter(event -> !event.isOpen()).count();
    return events.stream().map(Event::id).distinct().count() - finished;
  }

  /** Without the pool's own, which have another text. */
  private List<Event> queries() {
    return gomon.events("sql-wstmt-query").stream()
        .filter(event -> PID.equals(event.get("query")))
        .toList();
  }

  private List<Event> finished(String fingerprint) {
    return gomon.events(fingerprint).stream().filter(event -> !event.isOpen()).toList();
  }
}
