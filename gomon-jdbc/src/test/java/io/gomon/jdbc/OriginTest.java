/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.GomonExtension;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a connection is recorded below, and what asking for that may do. */
class OriginTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final AtomicInteger asked = new AtomicInteger();

  /** What a pool's connection may answer. */
  private interface Answer {
    boolean give(int times) throws SQLException;
  }

  /** Hands out H2's connections, which give this answer. */
  private DataSource answering(Answer answer) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") ? connection(answer) : (Object) false);
  }

  private Connection connection(Answer answer) throws SQLException {
    return new JdbcConnection("jdbc:h2:mem:", new Properties(), "sa", "", false) {
      @Override
      public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type == Monitored.class
            ? answer.give(asked.incrementAndGet())
            : type.isInstance(this);
      }
    };
  }

  private void query(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
    }
  }

  @Test
  void question_failed_isAskedAgain_untilItIsAnswered() throws SQLException {
    DataSource dataSource =
        MonitoredDataSource.wrap(
            answering(
                times -> {
                  if (times <= 2) {
                    throw new SQLException("not ready");
                  }
                  return true;
                }));
    query(dataSource);
    assertThat(gomon.events("sql-wconn-query")).hasSize(1);
    query(dataSource);
    query(dataSource);
    assertThat(gomon.events("sql-wconn-query")).as("recorded below, says the driver").hasSize(1);
    assertThat(asked).as("the first by its connection and its statement").hasValue(3);
  }

  @Test
  void question_answeredNo_isNotAskedAgain() throws SQLException {
    DataSource dataSource = MonitoredDataSource.wrap(answering(times -> false));
    query(dataSource);
    query(dataSource);
    assertThat(asked).hasValue(1);
  }

  @Test
  void question_thatAlwaysFails_isGivenUp() throws SQLException {
    DataSource dataSource =
        MonitoredDataSource.wrap(
            answering(
                times -> {
                  throw new IllegalStateException("never ready");
                }));
    for (int i = 0; i < 50; i++) {
      query(dataSource);
    }
    assertThat(asked).hasValueLessThan(20);
    assertThat(gomon.events("sql-wconn-query")).hasSize(50);
  }
}
