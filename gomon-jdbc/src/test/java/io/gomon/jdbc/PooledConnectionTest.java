/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What pools and transaction managers take from a driver. */
class PooledConnectionTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final JdbcDataSource driver = Databases.h2WithItems();
  private final List<Object> heard = new ArrayList<>();

  private final class Listener implements ConnectionEventListener, StatementEventListener {
    @Override
    public void connectionClosed(ConnectionEvent event) {
      heard.add(event.getSource());
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      heard.add(event.getSQLException());
    }

    @Override
    public void statementClosed(StatementEvent event) {
      heard.add(event.getStatement());
      heard.add(event.getSource());
    }

    @Override
    public void statementErrorOccurred(StatementEvent event) {
      heard.add(event.getStatement());
    }
  }

  @Test
  void pooledConnection_handlesAndPhysical_areEvents() throws SQLException {
    PooledConnection physical = MonitoredDataSource.wrapPooled(driver).getPooledConnection();
    Listener listener = new Listener();
    physical.addConnectionEventListener(listener);
    try (Connection handle = physical.getConnection();
        Statement statement = handle.createStatement()) {
      statement.executeQuery("select 1").close();
      assertThat(statement.getConnection()).isSameAs(handle);
    }
    assertThat(heard).containsExactly(physical);
    assertThat(heard.get(0)).isSameAs(physical);
    physical.removeConnectionEventListener(listener);
    physical.getConnection().close();
    assertThat(heard).hasSize(1);
    physical.close();
    List<Event> connections = gomon.events("sql-wconn");
    assertThat(connections.stream().filter(e -> e.get("physical") != null)).hasSize(2);
    assertThat(connections.stream().filter(e -> !e.isOpen())).hasSize(3);
    assertThat(gomon.events("sql-wconn-query")).hasSize(1);
  }

  @Test
  void pooledConnection_nextHandle_endsTheFormer() throws SQLException {
    PooledConnection physical = MonitoredDataSource.wrapPooled(driver).getPooledConnection();
    Connection former = physical.getConnection();
    Connection next = physical.getConnection();
    assertThat(former.isClosed()).isTrue();
    assertThat(next.isClosed()).isFalse();
    assertThat(gomon.events("sql-wconn").stream().filter(e -> !e.isOpen())).hasSize(1);
    physical.close();
    assertThat(gomon.events("sql-wconn").stream().filter(e -> !e.isOpen())).hasSize(3);
  }

  /** Pools keep physical connections for good; who borrows is who has a handle. */
  @Test
  void rents_areThoseOfHandles() throws SQLException {
    MonitoredDataSource.wrapPooled(driver).getPooledConnection().close();
    gomon.gomon().settings().set("jdbc.leak-after", "1ms");
    ConnectionPoolDataSource pooling = MonitoredDataSource.wrapPooled(driver);
    XADataSource xa = MonitoredDataSource.wrapXA(driver);
    List<PooledConnection> kept = new ArrayList<>();
    kept.add(pooling.getPooledConnection());
    kept.add(xa.getXAConnection());
    Connection handle = kept.get(0).getConnection();
    for (int i = 0; i < 20_000 && gomon.events("sql-leak").isEmpty(); i++) {
      kept.get(1).getConnection().close();
      pooling.getPooledConnection().close();
    }
    assertThat(handle.isClosed()).isFalse();
    for (PooledConnection physical : kept) {
      physical.close();
    }
    List<Event> connections = gomon.events("sql-wconn");
    List<Object> physical =
        connections.stream()
            .filter(e -> e.get("physical") != null)
            .map(e -> (Object) e.id().toString())
            .toList();
    List<Event> leaks = gomon.events("sql-leak");
    assertThat(leaks).hasSize(1);
    assertThat(physical).hasSizeGreaterThan(2).doesNotContain(leaks.get(0).get("conn-id"));
    assertThat(connections)
        .filteredOn(e -> e.get("physical") != null)
        .allSatisfy(e -> assertThat(e.get("pool-wait")).isNull());
  }

  @Test
  void xaBranch_committed_isATransaction() throws Exception {
    XAConnection physical = MonitoredDataSource.wrapXA(driver).getXAConnection();
    XAResource resource = physical.getXAResource();
    assertThat(physical.getXAResource()).isSameAs(resource);
    assertThat(resource.isSameRM(resource)).isTrue();
    Xid xid = new Scenario.TestXid(7);
    resource.start(xid, XAResource.TMNOFLAGS);
    try (Statement statement = physical.getConnection().createStatement()) {
      statement.executeUpdate("delete from item where id = 1");
    }
    resource.end(xid, XAResource.TMSUCCESS);
    assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
    resource.commit(new Scenario.TestXid(7), false);
    physical.close();
    List<Event> transactions = gomon.events("conn-begintx");
    assertThat(transactions).hasSize(1);
    assertThat(transactions.get(0).get("outcome")).isEqualTo("commit");
    assertThat(transactions.get(0).get("xid")).isEqualTo("07");
    assertThat(transactions.get(0).get("conn-id"))
        .isEqualTo(gomon.events("sql-wconn").get(0).id().toString());
  }

  @Test
  void xaBranch_leftAlone_endsWithTheConnection() throws Exception {
    XAConnection physical = MonitoredDataSource.wrapXA(driver).getXAConnection();
    physical.getXAResource().start(new Scenario.TestXid(8), XAResource.TMNOFLAGS);
    physical.close();
    assertThat(gomon.events("conn-begintx").get(0).get("outcome")).isEqualTo("closed");
  }

  @Test
  void h2_wrappedAsOneKind_keepsTheOthers() throws SQLException {
    DataSource wrapped = MonitoredDataSource.wrap((DataSource) driver);
    assertThat(wrapped).isInstanceOf(XADataSource.class);
    XAConnection physical = ((XADataSource) wrapped).getXAConnection();
    assertThat(physical).isInstanceOf(Monitored.class);
    assertThat(((ConnectionPoolDataSource) wrapped).getPooledConnection())
        .isInstanceOf(Monitored.class)
        .isInstanceOf(XAConnection.class);
  }

  /** H2 has no statement events; this driver tells of a statement that is closed. */
  @Test
  void statementEvents_carryOurStatement() throws SQLException {
    TellingDriver telling = new TellingDriver();
    PooledConnection physical =
        MonitoredDataSource.wrapPooled(telling.as(ConnectionPoolDataSource.class))
            .getPooledConnection();
    Listener listener = new Listener();
    physical.addStatementEventListener(listener);
    Connection handle = physical.getConnection();
    PreparedStatement other = handle.prepareStatement("select 2");
    PreparedStatement statement = handle.prepareStatement("select 1");
    statement.close();
    assertThat(heard).hasSize(2);
    assertThat(heard.get(0)).isSameAs(statement).isNotSameAs(other);
    assertThat(heard.get(1)).isSameAs(physical);
    physical.removeStatementEventListener(listener);
    other.close();
    assertThat(heard).hasSize(2);
  }

  /** Tells its listeners when a prepared statement is closed. */
  private static final class TellingDriver implements InvocationHandler {
    private final List<StatementEventListener> listeners = new ArrayList<>();
    private PooledConnection pooled;

    <T> T as(Class<T> api) {
      return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, this));
    }

    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "getPooledConnection" -> {
          pooled = as(PooledConnection.class);
          yield pooled;
        }
        case "getConnection" -> as(Connection.class);
        case "prepareStatement" -> as(PreparedStatement.class);
        case "addStatementEventListener" -> {
          listeners.add((StatementEventListener) arguments[0]);
          yield null;
        }
        case "removeStatementEventListener" -> {
          listeners.remove((StatementEventListener) arguments[0]);
          yield null;
        }
        case "close" -> {
          StatementEvent event = new StatementEvent(pooled, (PreparedStatement) proxy);
          listeners.forEach(listener -> listener.statementClosed(event));
          yield null;
        }
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> 7;
        case "isWrapperFor" -> false;
        default -> null;
      };
    }
  }
}
