/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.GomonExtension;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Spring's connections that borrow one from the pool only when they are used. */
class LazyProxyTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final HikariDataSource pool = pool();

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:lazy");
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private int borrowed() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** One that does not say what is below it. */
  private static DataSource silent(DataSource lazy) {
    return (DataSource)
        Proxy.newProxyInstance(
            LazyProxyTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") ? lazy.getConnection() : (Object) false);
  }

  private void checkLazy(DataSource lazy) throws SQLException {
    DataSource monitored = MonitoredDataSource.wrap(lazy);
    for (int i = 0; i < 3; i++) {
      try (Connection connection = monitored.getConnection()) {
        assertThat(borrowed()).isZero();
        connection.setReadOnly(false);
        assertThat(connection.isClosed()).isFalse();
      }
      assertThat(borrowed()).isZero();
    }
    try (Connection connection = monitored.getConnection();
        PreparedStatement query = connection.prepareStatement("select 1")) {
      assertThat(borrowed()).isEqualTo(1);
      query.executeQuery().close();
    }
    assertThat(gomon.events("sql-wstmt-query")).hasSize(1);
    assertThat(gomon.events("conn-prepare")).hasSize(1);
  }

  @Test
  void lazyProxy_overAPool_staysLazy() throws SQLException {
    checkLazy(new LazyConnectionDataSourceProxy(pool));
  }

  @Test
  void lazyProxy_overAMonitoredPool_staysLazy_andIsRecordedOnce() throws SQLException {
    checkLazy(silent(new LazyConnectionDataSourceProxy(MonitoredDataSource.wrap(pool))));
  }

  @Test
  void lazyProxy_overAMonitoredPool_plainStatements_areRecordedOnce() throws SQLException {
    DataSource monitored =
        MonitoredDataSource.wrap(
            silent(new LazyConnectionDataSourceProxy(MonitoredDataSource.wrap(pool))));
    for (int i = 0; i < 2; i++) {
      try (Connection connection = monitored.getConnection();
          Statement statement = connection.createStatement();
          Statement another = connection.createStatement()) {
        statement.executeQuery("select 1").close();
        another.executeQuery("select 1").close();
      }
    }
    assertThat(gomon.events("sql-wconn-query")).hasSize(4);
    assertThat(borrowed()).isZero();
  }

  @Test
  void transactionAwareProxy_staysLazy() throws SQLException {
    DataSource monitored = MonitoredDataSource.wrap(new TransactionAwareDataSourceProxy(pool));
    try (Connection connection = monitored.getConnection()) {
      assertThat(borrowed()).isZero();
      try (Statement statement = connection.createStatement()) {
        statement.executeQuery("select 1").close();
      }
    }
    assertThat(gomon.events("sql-wconn-query")).hasSize(1);
  }
}
