/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.pools;

import com.mchange.v2.c3p0.DataSources;
import com.mchange.v2.c3p0.PooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.ConnectionFactory;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** The pools that people use, set up alike. */
enum Pool {
  HIKARI(HikariDataSource.class) {
    @Override
    DataSource open(DataSource database, int size, boolean findsLeaks) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(database);
      config.setMaximumPoolSize(size);
      config.setConnectionTimeout(WAIT.toMillis());
      config.setConnectionTestQuery(TEST_QUERY);
      config.setKeepaliveTime(0);
      config.setLeakDetectionThreshold(findsLeaks ? 2_000 : 0);
      return new HikariDataSource(config);
    }
  },

  DBCP2(BasicDataSource.class) {
    @Override
    DataSource open(DataSource database, int size, boolean findsLeaks) {
      BasicPool pool = new BasicPool(database);
      pool.setMaxTotal(size);
      pool.setMaxWait(WAIT);
      pool.setValidationQuery(TEST_QUERY);
      pool.setTestOnBorrow(true);
      pool.setRemoveAbandonedOnBorrow(findsLeaks);
      pool.setRemoveAbandonedTimeout(Duration.ZERO);
      pool.setAccessToUnderlyingConnectionAllowed(true);
      return pool;
    }
  },

  TOMCAT(org.apache.tomcat.jdbc.pool.DataSource.class) {
    @Override
    DataSource open(DataSource database, int size, boolean findsLeaks) {
      PoolProperties config = new PoolProperties();
      config.setDataSource(database);
      config.setMaxActive(size);
      config.setInitialSize(0);
      config.setMaxIdle(size);
      config.setMinIdle(0);
      config.setMaxWait((int) WAIT.toMillis());
      config.setValidationQuery(TEST_QUERY);
      config.setTestOnBorrow(true);
      config.setValidationInterval(0);
      config.setRemoveAbandoned(findsLeaks);
      config.setRemoveAbandonedTimeout(1);
      config.setTimeBetweenEvictionRunsMillis(250);
      return new TomcatPool(config);
    }
  },

  C3P0(PooledDataSource.class) {
    @Override
    DataSource open(DataSource database, int size, boolean findsLeaks) throws SQLException {
      return DataSources.pooledDataSource(
          database,
          Map.of(
              "minPoolSize",
              1,
              "initialPoolSize",
              1,
              "maxPoolSize",
              size,
              "numHelperThreads",
              2,
              "checkoutTimeout",
              (int) WAIT.toMillis(),
              "testConnectionOnCheckout",
              true,
              "preferredTestQuery",
              TEST_QUERY,
              "acquireRetryAttempts",
              1,
              "unreturnedConnectionTimeout",
              findsLeaks ? 1 : 0));
    }
  },

  AGROAL(AgroalDataSource.class) {
    @Override
    DataSource open(DataSource database, int size, boolean findsLeaks) throws SQLException {
      AgroalProvider.use(database);
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(size)
                          .acquisitionTimeout(WAIT)
                          .validateOnBorrow(true)
                          .connectionValidator(ConnectionValidator.defaultValidator())
                          .leakTimeout(findsLeaks ? Duration.ofMillis(50) : Duration.ZERO)
                          .connectionFactoryConfiguration(
                              c -> c.connectionProviderClass(AgroalProvider.class))),
          LEAKS);
    }
  };

  static final String TEST_QUERY = "select 1";

  /** Connections that Agroal has found to be leaked. */
  static final BlockingQueue<Thread> LEAKED = new LinkedBlockingQueue<>();

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final AgroalDataSourceListener LEAKS =
      new AgroalDataSourceListener() {
        @Override
        public void onConnectionLeak(Connection connection, Thread thread) {
          LEAKED.add(thread);
        }
      };

  private final Class<?> type;

  Pool(Class<?> type) {
    this.type = type;
  }

  /** The pool's own type, which applications cast to. */
  Class<?> type() {
    return type;
  }

  /**
   * A new pool.
   *
   * @param findsLeaks whether connections that are not given back are found, soon
   */
  abstract DataSource open(DataSource database, int size, boolean findsLeaks) throws SQLException;

  static void close(DataSource pool) throws Exception {
    ((AutoCloseable) pool).close();
  }

  /** It makes its own data source from settings; here it gets one. */
  private static final class BasicPool extends BasicDataSource {
    private final DataSource database;

    BasicPool(DataSource database) {
      this.database = database;
    }

    @Override
    protected ConnectionFactory createConnectionFactory() {
      return new DataSourceConnectionFactory(database);
    }
  }

  /** It has a close method, but does not say so. */
  private static final class TomcatPool extends org.apache.tomcat.jdbc.pool.DataSource
      implements AutoCloseable {
    TomcatPool(PoolProperties config) {
      super(config);
    }
  }
}
