/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.ConnectionRecord;
import io.gomon.jdbc.policy.Database;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.CommonDataSource;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.PooledConnectionBuilder;
import javax.sql.XAConnection;
import javax.sql.XAConnectionBuilder;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections, statements and result sets are recorded as events
 * (docs/EVENTS.md). To the application it is the data source that it wraps: same results, same
 * exceptions, same driver calls, and the same public interfaces: one that is a {@code DataSource},
 * a {@code ConnectionPoolDataSource} and an {@code XADataSource} at once stays so, whichever of the
 * three methods wraps it. It may stand over a pool, to see when connections are borrowed, or under
 * one, to see when they are opened.
 *
 * <pre>{@code
 * DataSource monitored = MonitoredDataSource.wrap(dataSource);
 * }</pre>
 *
 * <p>Settings: {@code jdbc.max-rows} (10) rows kept of each result, {@code jdbc.query-length}
 * (1,024) and {@code jdbc.value-length} (256) characters kept of SQL and of values, {@code
 * jdbc.params} (true) parameter values, {@code jdbc.prepare} (true) an event for each prepared
 * statement, {@code jdbc.query-text} (true) SQL texts beside their shapes.
 *
 * <p>While GoMon is disabled the wrappers stay, and forward. Any thread.
 */
public abstract class MonitoredDataSource extends ForwardingCommonDataSource {
  private static final Lookalikes<Plain> PLAIN = Lookalikes.of(Plain.class);
  private static final Lookalikes<Pooling> POOLING = Lookalikes.of(Pooling.class);
  private static final Lookalikes<Xa> XA = Lookalikes.of(Xa.class);

  private final Origin origin;

  MonitoredDataSource(CommonDataSource dataSource, Origin origin) {
    super(dataSource);
    this.origin = origin;
  }

  /** Wraps for the GoMon of the process, whichever that is at the time of a call. */
  public static DataSource wrap(DataSource dataSource) {
    return wrap(dataSource, Gomon::global);
  }

  /** Wraps for this GoMon. */
  public static DataSource wrap(DataSource dataSource, Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return wrap(dataSource, () -> gomon);
  }

  private static DataSource wrap(DataSource dataSource, Supplier<Gomon> gomons) {
    return isWrapped(dataSource) ? dataSource : forDriver(dataSource, gomons);
  }

  /** Wraps what a pool takes its physical connections from, for the GoMon of the process. */
  public static ConnectionPoolDataSource wrapPooled(ConnectionPoolDataSource dataSource) {
    return wrapPooled(dataSource, Gomon::global);
  }

  /** Wraps what a pool takes its physical connections from, for this GoMon. */
  public static ConnectionPoolDataSource wrapPooled(
      ConnectionPoolDataSource dataSource, Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return wrapPooled(dataSource, () -> gomon);
  }

  private static ConnectionPoolDataSource wrapPooled(
      ConnectionPoolDataSource dataSource, Supplier<Gomon> gomons) {
    return isWrapped(dataSource) ? dataSource : forDriver(dataSource, gomons);
  }

  /** Wraps what a transaction manager takes connections from, for the GoMon of the process. */
  public static XADataSource wrapXA(XADataSource dataSource) {
    return wrapXA(dataSource, Gomon::global);
  }

  /** Wraps what a transaction manager takes connections from, for this GoMon. */
  public static XADataSource wrapXA(XADataSource dataSource, Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return wrapXA(dataSource, () -> gomon);
  }

  private static XADataSource wrapXA(XADataSource dataSource, Supplier<Gomon> gomons) {
    return isWrapped(dataSource) ? dataSource : forDriver(dataSource, gomons);
  }

  static DataSource forDriver(DataSource dataSource, Supplier<Gomon> gomons) {
    return PLAIN.prototypeFor(dataSource.getClass()).like(dataSource, origin(dataSource, gomons));
  }

  static ConnectionPoolDataSource forDriver(
      ConnectionPoolDataSource dataSource, Supplier<Gomon> gomons) {
    return POOLING.prototypeFor(dataSource.getClass()).like(dataSource, origin(dataSource, gomons));
  }

  static XADataSource forDriver(XADataSource dataSource, Supplier<Gomon> gomons) {
    return XA.prototypeFor(dataSource.getClass()).like(dataSource, origin(dataSource, gomons));
  }

  private static Origin origin(CommonDataSource dataSource, Supplier<Gomon> gomons) {
    Database database = new Database();
    database.learnClass(dataSource.getClass());
    return new Origin(gomons, database);
  }

  /** What its connections lead to. */
  final Database database() {
    return origin.database();
  }

  /** Looks through pools that stand over a wrapped data source, too. */
  private static boolean isWrapped(CommonDataSource dataSource) {
    Objects.requireNonNull(dataSource, "dataSource");
    boolean isWrapped = Origin.isWrapped(dataSource);
    if (isWrapped) {
      Origin.warnOfSecondWrap();
    }
    return isWrapped;
  }

  // The methods of the three kinds of data source. Which of them an object has as an interface is
  // up to its class: one of those below, or one that looks like the driver's.

  /** {@link DataSource#getConnection()}. */
  public final @Nullable Connection getConnection() throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(((DataSource) delegate).getConnection(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  /** {@link DataSource#getConnection(String, String)}. */
  public final @Nullable Connection getConnection(String username, String password)
      throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(((DataSource) delegate).getConnection(username, password), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  /** {@link DataSource#createConnectionBuilder()}. */
  public final @Nullable ConnectionBuilder createConnectionBuilder() throws SQLException {
    ConnectionBuilder builder = ((DataSource) delegate).createConnectionBuilder();
    return builder == null ? null : MonitoredConnectionBuilder.of(builder, origin);
  }

  /** {@link ConnectionPoolDataSource#getPooledConnection()}. */
  public final @Nullable PooledConnection getPooledConnection() throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(((ConnectionPoolDataSource) delegate).getPooledConnection(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  /** {@link ConnectionPoolDataSource#getPooledConnection(String, String)}. */
  public final @Nullable PooledConnection getPooledConnection(String username, String password)
      throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      ConnectionPoolDataSource driver = (ConnectionPoolDataSource) delegate;
      return origin.opened(driver.getPooledConnection(username, password), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  /** {@link ConnectionPoolDataSource#createPooledConnectionBuilder()}. */
  public final @Nullable PooledConnectionBuilder createPooledConnectionBuilder()
      throws SQLException {
    ConnectionPoolDataSource driver = (ConnectionPoolDataSource) delegate;
    PooledConnectionBuilder builder = driver.createPooledConnectionBuilder();
    return builder == null ? null : MonitoredPooledConnectionBuilder.of(builder, origin);
  }

  /** {@link XADataSource#getXAConnection()}. */
  public final @Nullable XAConnection getXAConnection() throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(((XADataSource) delegate).getXAConnection(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  /** {@link XADataSource#getXAConnection(String, String)}. */
  public final @Nullable XAConnection getXAConnection(String username, String password)
      throws SQLException {
    ConnectionRecord record = origin.opening();
    try {
      return origin.opened(((XADataSource) delegate).getXAConnection(username, password), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  /** {@link XADataSource#createXAConnectionBuilder()}. */
  public final @Nullable XAConnectionBuilder createXAConnectionBuilder() throws SQLException {
    XAConnectionBuilder builder = ((XADataSource) delegate).createXAConnectionBuilder();
    return builder == null ? null : MonitoredXAConnectionBuilder.of(builder, origin);
  }

  /** Wraps a data source. */
  static class Plain extends MonitoredDataSource implements DataSource {
    Plain(CommonDataSource dataSource, Origin origin) {
      super(dataSource, origin);
    }

    /** Another one of this class. */
    Plain like(CommonDataSource driver, Origin from) {
      return new Plain(driver, from);
    }
  }

  /** Wraps what is no data source itself, but feeds a pool. */
  static class Pooling extends MonitoredDataSource implements ConnectionPoolDataSource {
    Pooling(CommonDataSource dataSource, Origin origin) {
      super(dataSource, origin);
    }

    /** Another one of this class. */
    Pooling like(CommonDataSource driver, Origin from) {
      return new Pooling(driver, from);
    }
  }

  /** Wraps what is no data source itself, but feeds a transaction manager. */
  static class Xa extends MonitoredDataSource implements XADataSource {
    Xa(CommonDataSource dataSource, Origin origin) {
      super(dataSource, origin);
    }

    /** Another one of this class. */
    Xa like(CommonDataSource driver, Origin from) {
      return new Xa(driver, from);
    }
  }
}
