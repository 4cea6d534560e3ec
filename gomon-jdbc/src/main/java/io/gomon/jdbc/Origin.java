/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.ConnectionRecord;
import io.gomon.jdbc.policy.Database;
import io.gomon.jdbc.policy.Troubles;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import org.jspecify.annotations.Nullable;

/**
 * Where connections come from: a data source or a driver. What their wrappers share. Any thread.
 */
final class Origin {
  /** Connections that may fail to say whether they are wrapped, before nobody is asked any more. */
  private static final int MAX_UNANSWERED = 16;

  private static final AtomicBoolean WARNED_OF_SECOND_WRAP = new AtomicBoolean();

  final Prototypes<MonitoredConnection> connections =
      new Prototypes<>(MonitoredConnection.LOOKALIKES);
  final Prototypes<MonitoredStatement> statements = new Prototypes<>(MonitoredStatement.LOOKALIKES);
  final Prototypes<MonitoredPreparedStatement> prepared =
      new Prototypes<>(MonitoredPreparedStatement.LOOKALIKES);
  final Prototypes<MonitoredCallableStatement> callables =
      new Prototypes<>(MonitoredCallableStatement.LOOKALIKES);
  final Prototypes<MonitoredResultSet> results = new Prototypes<>(MonitoredResultSet.LOOKALIKES);
  final Prototypes<MonitoredDatabaseMetaData> metaData =
      new Prototypes<>(MonitoredDatabaseMetaData.LOOKALIKES);
  final Prototypes<MonitoredPooledConnection> pooled =
      new Prototypes<>(MonitoredPooledConnection.LOOKALIKES);
  final Prototypes<MonitoredXAConnection> xa = new Prototypes<>(MonitoredXAConnection.LOOKALIKES);
  final Prototypes<MonitoredXAResource> resources =
      new Prototypes<>(MonitoredXAResource.LOOKALIKES);

  private final Supplier<Gomon> gomons;
  private final Database database;

  /** Unknown until a connection tells; a race asks two. */
  private volatile @Nullable Boolean isRecordedBelow;

  private final AtomicInteger unanswered = new AtomicInteger();

  Origin(Supplier<Gomon> gomons, Database database) {
    this.gomons = gomons;
    this.database = database;
  }

  /** What all its connections lead to. */
  Database database() {
    return database;
  }

  /** A connection is asked for. */
  ConnectionRecord opening() {
    return ConnectionRecord.opening(gomons, database);
  }

  /** Here it is, or null. */
  @Nullable Connection opened(@Nullable Connection connection, ConnectionRecord record) {
    if (connection == null) {
      record.notOpened(null);
      return null;
    }
    if (isRecorded(connection)) {
      record.discard();
      return connection;
    }
    database.learnClass(connection.getClass());
    record.opened();
    return handedOut(connection, record);
  }

  /** Here it is, from a driver that was given this address. */
  Connection opened(Connection connection, ConnectionRecord record, String url) {
    if (isRecorded(connection)) {
      record.discard();
      return connection;
    }
    database.learnClass(connection.getClass());
    record.opened(url);
    return handedOut(connection, record);
  }

  private MonitoredConnection handedOut(Connection connection, ConnectionRecord record) {
    MonitoredConnection wrapper = connections.of(connection).like(connection, record, this);
    record.handedOut(wrapper);
    return wrapper;
  }

  /** A physical connection for a pool, or null. */
  @Nullable PooledConnection opened(
      @Nullable PooledConnection connection, ConnectionRecord record) {
    if (connection == null) {
      record.notOpened(null);
      return null;
    }
    if (connection instanceof Monitored) {
      warnOfSecondWrap();
      record.discard();
      return connection;
    }
    record.openedForPool();
    return connection instanceof XAConnection driver
        ? xa.of(connection).like(driver, record, this)
        : pooled.of(connection).like(connection, record, this);
  }

  /** A physical connection for a transaction manager, or null. */
  @Nullable XAConnection opened(@Nullable XAConnection connection, ConnectionRecord record) {
    return (XAConnection) opened((PooledConnection) connection, record);
  }

  /**
   * Whether this connection's events are made already, by a wrapper further down: under a pool,
   * say. Only the first connection that has an answer is asked, since all come the same way. It is
   * the one call that the application did not make; JDBC answers it without the database.
   *
   * <p>A proxy of the JDK that is not a known pool's may be one of Spring's, which borrows its
   * connection from a pool for the first call of any kind: it is asked {@link #isBelow later}.
   */
  private boolean isRecorded(Connection connection) {
    boolean isOurs = connection instanceof Monitored;
    boolean mayBeLazy = Proxy.isProxyClass(connection.getClass()) && !database.isPool();
    if (!isOurs && !mayBeLazy && isRecordedBelow == null) {
      ask(connection);
    }
    if (isOurs || Boolean.TRUE.equals(isRecordedBelow)) {
      warnOfSecondWrap();
      return true;
    }
    return false;
  }

  /**
   * Whether the events of this statement, which is as it came out of the connection, are made
   * below: by now a lazy connection is there, and can be asked without harm.
   */
  boolean isBelow(Statement statement, Connection connection) {
    Boolean below = isRecordedBelow;
    if (below != null) {
      return below;
    }
    if (statement instanceof Monitored) {
      isRecordedBelow = true;
    } else {
      ask(connection);
    }
    if (Boolean.TRUE.equals(isRecordedBelow)) {
      warnOfSecondWrap();
      return true;
    }
    return false;
  }

  private void ask(Connection connection) {
    Boolean answer = answer(connection);
    if (answer != null || unanswered.incrementAndGet() >= MAX_UNANSWERED) {
      isRecordedBelow = Boolean.TRUE.equals(answer);
    }
  }

  /** Whether this is, or leads to, something that is wrapped. */
  static boolean isWrapped(Object object) {
    return Boolean.TRUE.equals(answer(object));
  }

  /** Null when it cannot say, being too old or not ready. */
  private static @Nullable Boolean answer(Object object) {
    try {
      return object instanceof Monitored
          || (object instanceof Wrapper wrapper && wrapper.isWrapperFor(Monitored.class));
    } catch (SQLException | RuntimeException | LinkageError e) {
      // So it is taken for what it is, unwrapped, and the next one is asked.
      return null;
    }
  }

  static void warnOfSecondWrap() {
    if (WARNED_OF_SECOND_WRAP.compareAndSet(false, true)) {
      Troubles.warn(
          "A data source or driver was to be wrapped that is wrapped already; the second wrap does"
              + " nothing. Remove one of the two. This is said once.");
    }
  }
}
