/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.policy.Troubles;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the user's for explaining: read-only, in a transaction that is rolled back, with
 * a limit on how long it waits for the network; given back as it was. Of one thread.
 */
final class ExplainSession implements AutoCloseable {
  /** The database has its own timeout; the network's is for when it does not answer at all. */
  private static final long NETWORK_EXTRA_MILLIS = 5_000;

  final Connection connection;
  private final boolean wasAutoCommit;
  private boolean wasReadOnly;
  private int networkMillis = -1;

  private ExplainSession(Connection connection, Duration timeout) throws SQLException {
    this.connection = connection;
    this.wasAutoCommit = connection.getAutoCommit();
    quietly(
        "setReadOnly",
        () -> {
          wasReadOnly = connection.isReadOnly();
          connection.setReadOnly(true);
        });
    quietly(
        "setNetworkTimeout",
        () -> {
          int before = connection.getNetworkTimeout();
          long millis = timeout.toMillis() + NETWORK_EXTRA_MILLIS;
          connection.setNetworkTimeout(Runnable::run, (int) Math.min(millis, Integer.MAX_VALUE));
          networkMillis = before;
        });
    connection.setAutoCommit(false);
  }

  /** Asks for a connection; may wait as long as the data source does. */
  static ExplainSession open(DataSource dataSource, Duration timeout) throws NotExplained {
    Connection connection = connect(dataSource);
    try {
      return new ExplainSession(connection, timeout);
    } catch (SQLException e) {
      quietly("close", connection::close);
      throw new NotExplained(Unexplained.NO_CONNECTION, e);
    } catch (RuntimeException | LinkageError e) {
      // A driver that fails in its own way: the connection goes back, the rest is the caller's.
      quietly("close", connection::close);
      throw e;
    }
  }

  private static Connection connect(DataSource dataSource) throws NotExplained {
    try {
      Connection connection = dataSource.getConnection();
      if (connection != null) {
        return connection;
      }
    } catch (SQLException e) {
      throw new NotExplained(Unexplained.NO_CONNECTION, e);
    }
    throw new NotExplained(Unexplained.NO_CONNECTION);
  }

  /** The product's name, as the driver has it. */
  @Nullable String product() throws SQLException {
    return connection.getMetaData().getDatabaseProductName();
  }

  void rollback() {
    quietly("rollback", connection::rollback);
  }

  @Override
  public void close() {
    rollback();
    quietly("setAutoCommit", () -> connection.setAutoCommit(wasAutoCommit));
    quietly("setReadOnly", () -> connection.setReadOnly(wasReadOnly));
    if (networkMillis >= 0) {
      quietly(
          "setNetworkTimeout", () -> connection.setNetworkTimeout(Runnable::run, networkMillis));
    }
    quietly("close", connection::close);
  }

  /** A call that a driver may refuse. */
  interface Call {
    void run() throws SQLException;
  }

  static void quietly(String what, Call call) {
    try {
      call.run();
    } catch (SQLException | RuntimeException | LinkageError e) {
      // Not supported (SQLite cannot become read-only later, HSQLDB has no network), or the
      // connection is broken: then the call that needs it says so. We go on without.
      Troubles.debug("For a plan, " + what + " failed: " + e.getClass().getName());
    }
  }
}
