/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** With a real pool, over and under the wrapper, and a database on disk. */
class PoolTest {
  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(builder -> builder.maxQueuedEvents(65_536));

  @TempDir Path folder;

  @Test
  void poolOverWrapper_closed_hasFinishedTheConnections() throws SQLException {
    try (HikariDataSource pool = pool(MonitoredDataSource.wrap(database()), 2)) {
      for (int i = 0; i < 5; i++) {
        query(pool, i);
      }
      assertThat(pool.isWrapperFor(Monitored.class)).isTrue();
      assertThat(MonitoredDataSource.wrap(pool)).isSameAs(pool);
    }
    gomon.recorded().await("sql-wconn");
    assertThat(gomon.events("sql-wstmt-query")).hasSize(5);
    assertThat(gomon.events("sql-wrows")).hasSize(5);
    assertThat(gomon.events("conn-prepare")).hasSize(5);
  }

  @Test
  void poolUnderWrapper_eachBorrow_isAConnectionEvent() throws SQLException {
    try (HikariDataSource pool = pool(database(), 2)) {
      DataSource wrapped = MonitoredDataSource.wrap(pool);
      for (int i = 0; i < 5; i++) {
        query(wrapped, i);
      }
      assertThat(wrapped.unwrap(HikariDataSource.class)).isSameAs(pool);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
    List<Event> connections = gomon.events("sql-wconn");
    assertThat(connections).hasSize(10);
    assertThat(connections.get(1).get("open-nanos")).isInstanceOf(Long.class);
  }

  @Test
  void poolUnderWrapper_exhausted_isAnEventWithTheWait() throws SQLException {
    try (HikariDataSource pool = pool(database(), 1);
        Connection only = MonitoredDataSource.wrap(pool).getConnection()) {
      assertThat(only.isClosed()).isFalse();
      assertThatThrownBy(() -> MonitoredDataSource.wrap(pool).getConnection())
          .isInstanceOf(SQLTransientConnectionException.class);
    }
    Event refused = gomon.recorded().await("refused", event -> !event.errors().isEmpty());
    assertThat(refused.elapsedNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
  }

  @Test
  void poolUnderWrapper_connectionReturnedWithOpenStatements_finishesThem() throws SQLException {
    try (HikariDataSource pool = pool(database(), 1)) {
      DataSource wrapped = MonitoredDataSource.wrap(pool);
      try (Connection connection = wrapped.getConnection()) {
        connection.prepareStatement("select id from item").executeQuery().next();
      }
      assertThat(gomon.events("sql-wrows")).hasSize(1);
      assertThat(gomon.events("conn-prepare")).hasSize(1);
    }
  }

  @Test
  void manyThreads_eachQuery_isRecordedWithItsOwnRows() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (HikariDataSource pool = pool(database(), 4)) {
      DataSource wrapped = MonitoredDataSource.wrap(pool);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        int number = i;
        done.add(threads.submit(() -> query(wrapped, number % 20 + 1)));
      }
      for (Future<?> future : done) {
        future.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    List<Event> queries = gomon.events("sql-wstmt-query");
    assertThat(queries).hasSize(400);
    for (Event rows : gomon.events("sql-wrows")) {
      Event query = queries.stream().filter(q -> q.idLow() == rows.parentLow()).findFirst().get();
      assertThat(rows.get("rows")).isEqualTo(List.of(query.get("params")));
    }
  }

  private static Void query(DataSource dataSource, int id) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement("select id from item where id = ?")) {
      query.setInt(1, id);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          assertThat(rows.getInt(1)).isEqualTo(id);
        }
      }
    }
    return null;
  }

  private DataSource database() {
    return Databases.withItems(Databases.h2("jdbc:h2:file:" + folder.resolve("items")));
  }

  private static HikariDataSource pool(DataSource dataSource, int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(250);
    return new HikariDataSource(config);
  }
}
