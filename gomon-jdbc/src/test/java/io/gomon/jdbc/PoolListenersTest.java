/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoolListenersTest {
  private static final int PREPARES = 2_000;

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final List<Object> heard = new ArrayList<>();

  private final StatementEventListener listener =
      new StatementEventListener() {
        @Override
        public void statementClosed(StatementEvent event) {
          heard.add(event.getStatement());
        }

        @Override
        public void statementErrorOccurred(StatementEvent event) {
          heard.add(event.getStatement());
        }
      };

  private record Set(
      PoolListeners listeners,
      PooledConnection driver,
      StatementEventListener relay,
      MonitoredPreparedStatement prototype) {

    MonitoredPreparedStatement prepared(PreparedStatement raw, Connection connection)
        throws SQLException {
      MonitoredPreparedStatement made =
          prototype.like(raw, (MonitoredConnection) connection, prototype.record);
      listeners.prepared(made);
      return made;
    }

    void tellsClosed(PreparedStatement raw) {
      relay.statementClosed(new StatementEvent(driver, raw));
    }

    void tellsError(PreparedStatement raw) {
      relay.statementErrorOccurred(new StatementEvent(driver, raw));
    }
  }

  private Set set(Connection connection) throws SQLException {
    PooledConnection driver = Databases.h2().getPooledConnection();
    PooledConnection ours =
        MonitoredDataSource.wrapPooled(Databases.h2(), gomon.gomon()).getPooledConnection();
    driver.close();
    PooledConnection raw = (PooledConnection) JdbcWrapper.bare(ours);
    PoolListeners listeners = new PoolListeners(ours);
    StatementEventListener relay = listeners.added(listener);
    return new Set(
        listeners,
        raw,
        relay,
        (MonitoredPreparedStatement) connection.prepareStatement("select 1"));
  }

  @Test
  void prepare_costsTheSame_howeverManyAreOpen() throws SQLException {
    try (Connection connection = MonitoredDataSource.wrap(Databases.h2()).getConnection();
        PreparedStatement raw = Databases.h2().getConnection().prepareStatement("select 1")) {
      Set few = set(connection);
      Set many = set(connection);
      List<Object> open = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        open.add(many.prepared(other(), connection));
      }
      double alone = Double.MAX_VALUE;
      double amongMany = Double.MAX_VALUE;
      for (int round = 0; round < 10; round++) {
        alone = Math.min(alone, nanos(few, raw, connection));
        amongMany = Math.min(amongMany, nanos(many, raw, connection));
      }
      assertThat(open).hasSize(1_000);
      assertThat(amongMany / alone).as("time with 1,000 open to time with none").isLessThan(8);
    }
  }

  private static double nanos(Set set, PreparedStatement raw, Connection connection)
      throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < PREPARES; i++) {
      set.prepared(raw, connection);
      set.tellsClosed(raw);
    }
    return System.nanoTime() - start;
  }

  /** Another object of a driver. */
  private static PreparedStatement other() {
    return (PreparedStatement)
        java.lang.reflect.Proxy.newProxyInstance(
            PoolListenersTest.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> 7;
                  default -> null;
                });
  }

  @Test
  void events_areOfTheNewestWrapper_andTheOldestOnesAreForgotten() throws SQLException {
    try (Connection connection = MonitoredDataSource.wrap(Databases.h2()).getConnection();
        PreparedStatement raw = Databases.h2().getConnection().prepareStatement("select 1")) {
      Set set = set(connection);
      List<PreparedStatement> raws = new ArrayList<>();
      List<PreparedStatement> ours = new ArrayList<>();
      for (int i = 0; i < 1_500; i++) {
        raws.add(other());
        ours.add(set.prepared(raws.get(i), connection));
      }
      set.tellsError(raws.get(1_499));
      set.tellsError(raws.get(1_499));
      set.tellsClosed(raws.get(1_499));
      set.tellsError(raws.get(1_499));
      set.tellsError(raws.get(0));
      assertThat(heard.get(0)).isSameAs(ours.get(1_499));
      assertThat(heard.get(1)).isSameAs(ours.get(1_499));
      assertThat(heard.get(2)).isSameAs(ours.get(1_499));
      assertThat(heard.get(3)).as("closed").isSameAs(raws.get(1_499));
      assertThat(heard.get(4)).as("forgotten").isSameAs(raws.get(0));
      // The pool gives the same one of the driver again.
      PreparedStatement again = set.prepared(raws.get(700), connection);
      set.tellsError(raws.get(700));
      assertThat(heard.get(5)).isSameAs(again).isNotSameAs(ours.get(700));
    }
  }
}
