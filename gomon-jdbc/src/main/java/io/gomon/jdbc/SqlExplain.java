/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.explain.ExplainSource;
import io.gomon.jdbc.explain.Explains;
import io.gomon.jdbc.policy.Dsn;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.Map;
import java.util.Objects;
import javax.sql.CommonDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database how it ran what was slow, and makes the answer an event, {@code sql-explain},
 * under the slow execution. Off until a data source is given for it:
 *
 * <pre>{@code
 * SqlExplain.on(gomon, reader); // with jdbc.slow-after = 500ms, say
 * }</pre>
 *
 * <p>The data source should be one of its own, for a user who may read only, with the same default
 * schema as the application's. A connection of the application's is never used, nor one of its
 * pool, unless that pool is given. It is asked {@code EXPLAIN}, never {@code ANALYZE}, in a
 * read-only transaction that is rolled back, and only for a single {@code select} or {@code with}
 * that writes nothing. PostgreSQL, MySQL, MariaDB, H2, HSQLDB and SQLite can be asked.
 *
 * <p>Settings: {@code jdbc.slow-after} (0s, which is never) says what is slow; {@code
 * jdbc-explain.per-minute} (6) plans in any minute, {@code jdbc-explain.again-after} (1h) between
 * two plans of one shape, {@code jdbc-explain.timeout} (2s) for one plan, {@code
 * jdbc-explain.plan-length} (8,192) characters kept, {@code jdbc-explain.literals} (false) literals
 * shown in plans of statements without secret names.
 *
 * <p>Never throws into, nor waits for, whoever runs statements: one daemon thread of GoMon's does
 * the asking, while there is something to ask. Any thread may call any method.
 */
public final class SqlExplain implements AutoCloseable {
  private final Explains explains;
  private final ExplainSource source;

  private SqlExplain(Gomon gomon, ExplainSource source) {
    this.explains = Explains.of(gomon);
    this.source = source;
    explains.add(source);
  }

  /**
   * Explains all slow statements of this GoMon, but those for which another data source was given.
   */
  public static SqlExplain on(Gomon gomon, DataSource explaining) {
    return new SqlExplain(gomon, ExplainSource.ofAll(bare(explaining)));
  }

  /**
   * Explains what is run through one data source: for programs with several databases.
   *
   * @param monitored what {@link MonitoredDataSource} has wrapped, or a pool over that
   * @throws IllegalArgumentException if it is not monitored
   */
  public static SqlExplain on(Gomon gomon, DataSource explaining, CommonDataSource monitored) {
    MonitoredDataSource wrapper = monitoredBehind(monitored);
    if (wrapper == null) {
      throw new IllegalArgumentException(
          monitored.getClass().getName()
              + " is not monitored: wrap it by MonitoredDataSource.wrap, and give what that"
              + " returns");
    }
    return new SqlExplain(gomon, ExplainSource.ofDatabase(bare(explaining), wrapper.database()));
  }

  /**
   * Explains what is run on connections that were opened by one URL: for {@link MonitoredDriver}.
   *
   * @param url as the application gives it, with or without {@code gomon:}; user, password and
   *     properties make no difference
   * @throws IllegalArgumentException if there is no vendor's URL behind {@code jdbc:gomon:}
   */
  public static SqlExplain on(Gomon gomon, DataSource explaining, String url) {
    Objects.requireNonNull(url, "url");
    String dsn = Objects.requireNonNull(Dsn.of(vendorUrl(url)), "dsn");
    return new SqlExplain(gomon, ExplainSource.ofDsn(bare(explaining), dsn));
  }

  /** Below our own wrapper, where nothing counts how long connections are out. */
  private static DataSource bare(DataSource explaining) {
    Objects.requireNonNull(explaining, "explaining");
    return JdbcWrapper.bare(explaining) instanceof DataSource driver ? driver : explaining;
  }

  private static @Nullable MonitoredDataSource monitoredBehind(CommonDataSource dataSource) {
    try {
      if (dataSource instanceof MonitoredDataSource wrapper) {
        return wrapper;
      }
      return dataSource instanceof Wrapper pool && pool.isWrapperFor(MonitoredDataSource.class)
          ? pool.unwrap(MonitoredDataSource.class)
          : null;
    } catch (SQLException e) {
      // It does not know what it is over: for us it is over nothing that is monitored.
      return null;
    }
  }

  private static String vendorUrl(String url) {
    if (!url.regionMatches(true, 0, MonitoredDriver.PREFIX, 0, MonitoredDriver.PREFIX.length())) {
      return url;
    }
    try {
      return MonitoredDriver.vendorUrl(url);
    } catch (SQLException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * What became of the slow executions of this GoMon: how many were {@code explained}, and how many
   * were not, by reason. The reasons are those of docs/EVENTS.md, {@code sql-explain}.
   */
  public Map<String, Long> counts() {
    return explains.counts();
  }

  /** Explains no longer by this data source. */
  @Override
  public void close() {
    explains.remove(source);
  }
}
