/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.ConnectionRecord;
import io.gomon.jdbc.policy.Database;
import io.gomon.jdbc.policy.Troubles;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections, statements and result sets are recorded as events
 * (docs/EVENTS.md). To the application it is the data source that it wraps: same results, same
 * exceptions, same driver calls. It may stand over a pool, to see when connections are borrowed, or
 * under one, to see when they are opened.
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
public abstract class MonitoredDataSource extends ForwardingDataSource {
  private static final @Nullable LateMethods LATE =
      LateMethods.of(Wrapped.class, DataSource.class, DataSource.class, Supplier.class);
  private static final AtomicBoolean WARNED_OF_SECOND_WRAP = new AtomicBoolean();

  private final Supplier<Gomon> gomons;
  private final Database database = new Database();

  /** Null before the first connection. Threads that race for it find the same. */
  private volatile @Nullable Boolean monitoredBelow;

  MonitoredDataSource(DataSource dataSource, Supplier<Gomon> gomons) {
    super(dataSource);
    this.gomons = gomons;
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
    Objects.requireNonNull(dataSource, "dataSource");
    if (isMonitored(dataSource)) {
      warnOfSecondWrap();
      return dataSource;
    }
    return forDriver(dataSource, gomons);
  }

  static DataSource forDriver(DataSource dataSource, Supplier<Gomon> gomons) {
    return LATE == null
        ? new Wrapped(dataSource, gomons)
        : (DataSource) LATE.wrap(dataSource, gomons);
  }

  /** Looks through pools that stand over a wrapped data source, too. */
  private static boolean isMonitored(Wrapper wrapper) {
    try {
      return wrapper instanceof Monitored || wrapper.isWrapperFor(Monitored.class);
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      // It cannot say, being too old or not ready; so it is taken for what it is, unwrapped.
      return false;
    }
  }

  private static void warnOfSecondWrap() {
    if (WARNED_OF_SECOND_WRAP.compareAndSet(false, true)) {
      Troubles.warn(
          "A data source was to be wrapped that is wrapped already; the second wrap does nothing."
              + " Remove one of the two. This is said once.");
    }
  }

  @Override
  public @Nullable Connection getConnection() throws SQLException {
    ConnectionRecord record = opening();
    try {
      return opened(delegate.getConnection(), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  @Override
  public @Nullable Connection getConnection(String username, String password) throws SQLException {
    ConnectionRecord record = opening();
    try {
      return opened(delegate.getConnection(username, password), record);
    } catch (Throwable e) {
      record.notOpened(e);
      throw e;
    }
  }

  @Override
  public @Nullable ConnectionBuilder createConnectionBuilder() throws SQLException {
    ConnectionBuilder builder = delegate.createConnectionBuilder();
    return builder == null ? null : new MonitoredConnectionBuilder(builder, this);
  }

  ConnectionRecord opening() {
    return ConnectionRecord.opening(gomons, database);
  }

  @Nullable Connection opened(@Nullable Connection connection, ConnectionRecord record) {
    if (connection == null) {
      record.notOpened(null);
      return null;
    }
    if (connection instanceof Monitored || isMonitoredBelow(connection)) {
      warnOfSecondWrap();
      record.discard();
      return connection;
    }
    database.learnClass(connection.getClass());
    record.opened();
    return MonitoredConnection.of(connection, record);
  }

  /**
   * Whether this is a pool over a wrapped data source: few pools tell before they have connections,
   * so the first connection is asked, once.
   */
  private boolean isMonitoredBelow(Connection connection) {
    Boolean known = monitoredBelow;
    if (known == null) {
      known = isMonitored(connection);
      monitoredBelow = known;
    }
    return known;
  }

  /** Nothing more; {@link LateMethods} needs a class to extend, and users need none. */
  static class Wrapped extends MonitoredDataSource {
    Wrapped(DataSource dataSource, Supplier<Gomon> gomons) {
      super(dataSource, gomons);
    }
  }
}
