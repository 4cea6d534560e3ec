/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * An application that uses each kind of object, goes on after each failure, and notes all that it
 * sees: results, exceptions, which object is the same as which.
 */
final class Scenario {
  static final Xid XID = new TestXid(1);

  /** What the application has seen. */
  final List<String> seen = new ArrayList<>();

  private final Throwable fault;

  Scenario(Throwable fault) {
    this.fault = fault;
  }

  private interface Action {
    void run() throws Throwable;
  }

  void run(DataSource dataSource) {
    Connection connection = step("connect", dataSource::getConnection);
    if (connection != null) {
      use(connection);
      plain(connection);
      prepared(connection);
      callable(connection);
      transaction(connection);
      DatabaseMetaData data = step("metadata", connection::getMetaData);
      if (data != null) {
        step("product", data::getDatabaseProductName);
        step("same", () -> data.getConnection() == connection);
        read(step("tables", () -> data.getTables(null, null, "%", null)));
      }
      run("close connection", connection::close);
      step("again", connection::isClosed);
    }
    Connection other = step("connect as", () -> dataSource.getConnection("me", "secret"));
    if (other != null) {
      run("abort", () -> other.abort(Runnable::run));
    }
    var builder = step("builder", dataSource::createConnectionBuilder);
    if (builder != null) {
      var named = step("user", () -> builder.user("me"));
      if (named != null) {
        Connection built = step("build", named::build);
        if (built != null) {
          run("close built", built::close);
        }
      }
    }
    pooled((ConnectionPoolDataSource) dataSource);
    xa((XADataSource) dataSource);
  }

  private void use(Connection connection) {
    step("valid", () -> connection.isValid(3));
    run("begin", connection::beginRequest);
    step("catalog", connection::getCatalog);
    step("auto", connection::getAutoCommit);
    step("array", () -> connection.createArrayOf("int", new Object[] {1, 2}));
    step("unwrap", () -> connection.unwrap(Number.class));
    step("text", connection::toString);
    run("end", connection::endRequest);
  }

  private void plain(Connection connection) {
    Statement statement = step("statement", connection::createStatement);
    if (statement == null) {
      return;
    }
    step("same", () -> statement.getConnection() == connection);
    ResultSet rows = step("query", () -> statement.executeQuery("select a, password from b"));
    if (rows != null) {
      step("same", () -> rows.getStatement() == statement);
      read(rows);
    }
    step("update", () -> statement.executeUpdate("update b set a = 1"));
    step("large", () -> statement.executeLargeUpdate("update b set a = 1"));
    step("execute", () -> statement.execute("call c()"));
    step("result", statement::getResultSet);
    step("same", () -> statement.getResultSet() == statement.getResultSet());
    step("more", () -> statement.getMoreResults());
    run("batch", () -> statement.addBatch("insert into b values (1)"));
    step("batch", () -> List.of(statement.executeBatch().length));
    run("close statement", statement::close);
  }

  private void prepared(Connection connection) {
    PreparedStatement statement =
        step("prepare", () -> connection.prepareStatement("select a from b where c = ?"));
    if (statement == null) {
      return;
    }
    run("bind", () -> statement.setInt(1, 5));
    run("bind", () -> statement.setObject(1, "x"));
    run("bind", () -> statement.setNull(1, Types.INTEGER));
    ResultSet rows = step("query", statement::executeQuery);
    if (rows != null) {
      read(rows);
    }
    step("execute", () -> statement.execute());
    step("update", () -> statement.executeUpdate());
    run("batch", statement::addBatch);
    step("batch", () -> List.of(statement.executeBatch().length));
    ResultSet keys = step("keys", statement::getGeneratedKeys);
    if (keys != null) {
      read(keys);
    }
    step("metadata", statement::getMetaData);
    run("clear", statement::clearParameters);
    run("close prepared", statement::close);
  }

  private void callable(Connection connection) {
    CallableStatement call = step("call", () -> connection.prepareCall("{call d(?, ?)}"));
    if (call == null) {
      return;
    }
    run("out", () -> call.registerOutParameter(1, Types.REF_CURSOR));
    run("bind", () -> call.setString("name", "value"));
    step("execute", () -> call.execute());
    step("out", () -> call.getString(2));
    Object cursor = step("cursor", () -> call.getObject(1));
    if (cursor instanceof ResultSet rows) {
      step("same", () -> call.getObject(1) == rows);
      step("same", () -> rows.getStatement() == call);
      read(rows);
    }
    run("close call", call::close);
  }

  private void transaction(Connection connection) {
    run("manual", () -> connection.setAutoCommit(false));
    Savepoint savepoint = step("savepoint", () -> connection.setSavepoint("s"));
    run("commit", connection::commit);
    run("back", () -> connection.rollback(savepoint));
    run("rollback", () -> connection.rollback());
    run("auto", () -> connection.setAutoCommit(true));
  }

  private void read(ResultSet rows) {
    if (rows == null) {
      return;
    }
    for (int i = 0; i < 4 && Boolean.TRUE.equals(step("next", rows::next)); i++) {
      step("int", () -> rows.getInt(1));
      step("text", () -> rows.getString("password"));
      step("object", () -> rows.getObject(3));
      step("null", rows::wasNull);
    }
    Object inner = step("inner", () -> rows.getObject(4));
    if (inner instanceof ResultSet nested) {
      step("same", () -> rows.getObject(4) == nested);
      step("nested", nested::next);
      run("close nested", nested::close);
    }
    step("row", rows::getRow);
    run("close rows", rows::close);
  }

  private void pooled(ConnectionPoolDataSource dataSource) {
    PooledConnection physical = step("pooled", dataSource::getPooledConnection);
    if (physical == null) {
      return;
    }
    Listener listener = new Listener();
    run("listen", () -> physical.addConnectionEventListener(listener));
    Connection handle = step("handle", physical::getConnection);
    if (handle != null) {
      prepared(handle);
      run("close handle", handle::close);
    }
    run("ignore", () -> physical.removeConnectionEventListener(listener));
    run("close physical", physical::close);
  }

  private void xa(XADataSource dataSource) {
    XAConnection physical = step("xa", () -> dataSource.getXAConnection("me", "secret"));
    if (physical == null) {
      return;
    }
    XAResource resource = step("resource", physical::getXAResource);
    step("same", () -> physical.getXAResource() == resource);
    if (resource != null) {
      run("start", () -> resource.start(XID, XAResource.TMNOFLAGS));
      Connection handle = step("handle", physical::getConnection);
      if (handle != null) {
        plain(handle);
        run("close handle", handle::close);
      }
      run("end", () -> resource.end(XID, XAResource.TMSUCCESS));
      step("prepare", () -> resource.prepare(XID));
      run("commit", () -> resource.commit(XID, false));
      run("rollback", () -> resource.rollback(XID));
      step("same", () -> resource.isSameRM(resource));
      step("recover", () -> resource.recover(XAResource.TMSTARTRSCAN));
    }
    run("close xa", physical::close);
  }

  private void run(String name, Action action) {
    step(
        name,
        () -> {
          try {
            action.run();
          } catch (Exception | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new AssertionError(e);
          }
          return "done";
        });
  }

  /** Notes what the call gives; null when it gives null or fails. */
  private <T> T step(String name, Callable<T> call) {
    try {
      T result = call.call();
      seen.add(name + ": " + (result instanceof Object[] all ? all.length + "" : text(result)));
      return result;
    } catch (Throwable e) {
      seen.add(name + " throws " + (e == fault ? "the fault" : e));
      return null;
    }
  }

  private static String text(Object result) {
    return Objects.toString(result);
  }

  /** A pool's. */
  private static final class Listener implements ConnectionEventListener {
    @Override
    public void connectionClosed(ConnectionEvent event) {}

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {}
  }

  /** Of a transaction manager. */
  record TestXid(int number) implements Xid {
    @Override
    public int getFormatId() {
      return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
      return new byte[] {(byte) number};
    }

    @Override
    public byte[] getBranchQualifier() {
      return new byte[] {0};
    }
  }
}
