/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import com.p6spy.engine.common.PreparedStatementInformation;
import com.p6spy.engine.common.ResultSetInformation;
import com.p6spy.engine.event.JdbcEventListener;
import com.p6spy.engine.event.SimpleJdbcEventListener;
import com.p6spy.engine.spy.P6DataSource;
import io.gomon.Overflow;
import io.gomon.jdbc.MonitoredDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One open connection each: bare, and through each wrapper. */
public final class JdbcStates {
  static final String QUERY = "select id, name from item where id <= ? order by id";
  static final int MANY_ROWS = 1_000_000;
  static final String MANY = "select id, name from item";

  private JdbcStates() {}

  /** The bare driver. */
  @State(Scope.Thread)
  public static class Raw {
    @SuppressWarnings("NullAway.Init") // JMH calls setUp first
    private Connection connection;

    @Setup(Level.Trial)
    public void setUp() throws SQLException {
      JdbcDataSource h2 = new JdbcDataSource();
      h2.setURL("jdbc:h2:mem:" + getClass().getSimpleName() + ";DB_CLOSE_DELAY=-1");
      try (Connection raw = h2.getConnection();
          Statement statement = raw.createStatement()) {
        statement.execute("create table item(id int primary key, name varchar(40))");
        statement.execute(
            "insert into item select x, 'item number ' || x from system_range(1, " + rows() + ")");
      }
      connection = wrap(h2).getConnection();
    }

    DataSource wrap(DataSource h2) throws SQLException {
      return h2;
    }

    int rows() {
      return 100;
    }

    @TearDown(Level.Trial)
    public void tearDown() throws SQLException {
      connection.close();
    }

    Connection connection() {
      return connection;
    }
  }

  /** The bare driver and a million rows. */
  @State(Scope.Thread)
  public static class RawMany extends Raw {
    @Override
    int rows() {
      return MANY_ROWS;
    }
  }

  /** GoMon and a million rows. */
  @State(Scope.Thread)
  public static class GomonMany extends Gomon {
    @Override
    int rows() {
      return MANY_ROWS;
    }
  }

  /** GoMon, its default settings, under a current event as in a request. */
  @State(Scope.Thread)
  public static class Gomon extends Raw {
    private final ReadingListener listener = new ReadingListener();

    @SuppressWarnings("NullAway.Init") // JMH calls setUp first
    private io.gomon.Gomon gomon;

    @SuppressWarnings("NullAway.Init") // JMH calls setUp first
    private io.gomon.Scope scope;

    @Override
    DataSource wrap(DataSource h2) {
      gomon =
          io.gomon.Gomon.builder("benchmark")
              .listener(listener)
              .overflow(Overflow.BLOCK)
              .setting("fold.enabled", false)
              .start();
      scope = gomon.start("request").makeCurrent();
      return MonitoredDataSource.wrap(h2, gomon);
    }

    @Override
    @TearDown(Level.Trial)
    public void tearDown() throws SQLException {
      super.tearDown();
      scope.close();
      gomon.stop(Duration.ofSeconds(30));
      System.out.println("# " + gomon.stats() + ", read " + listener.sum());
    }
  }

  /** datasource-proxy with a listener that reads query and parameters, and proxied result sets. */
  @State(Scope.Thread)
  public static class DatasourceProxy extends Raw {
    private long sum;

    @Override
    DataSource wrap(DataSource h2) {
      return ProxyDataSourceBuilder.create(h2).listener(new Reader()).proxyResultSet().build();
    }

    @Override
    @TearDown(Level.Trial)
    public void tearDown() throws SQLException {
      super.tearDown();
      System.out.println("# read " + sum);
    }

    private final class Reader implements QueryExecutionListener {
      @Override
      public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

      @Override
      public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        sum += execution.getElapsedTime();
        for (QueryInfo query : queries) {
          sum += query.getQuery().hashCode() + query.getParametersList().hashCode();
        }
      }
    }
  }

  /** p6spy with a listener that reads query, parameters and rows. */
  @State(Scope.Thread)
  public static class P6Spy extends Raw {
    private long sum;

    @Override
    DataSource wrap(DataSource h2) {
      P6DataSource spy = new P6DataSource(h2);
      spy.setJdbcEventListenerFactory(() -> reader());
      return spy;
    }

    @Override
    @TearDown(Level.Trial)
    public void tearDown() throws SQLException {
      super.tearDown();
      System.out.println("# read " + sum);
    }

    private JdbcEventListener reader() {
      return new SimpleJdbcEventListener() {
        @Override
        public void onAfterExecuteQuery(
            PreparedStatementInformation statement, long nanos, SQLException error) {
          sum += nanos + statement.getSqlWithValues().hashCode();
        }

        @Override
        public void onAfterResultSetClose(ResultSetInformation rows, SQLException error) {
          sum += rows.getCurrRow() + rows.getSqlWithValues().hashCode();
        }
      };
    }
  }
}
