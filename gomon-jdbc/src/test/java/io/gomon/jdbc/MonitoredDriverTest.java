/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MonitoredDriverTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  @AfterEach
  void putBack() {
    MonitoredDriver.autoDeregister();
  }

  private static void query(Connection connection) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
    }
  }

  /** One connection, one query, each recorded once. */
  private void assertRecordedOnce() {
    assertThat(gomon.events("sql-wconn-query")).hasSize(1);
    assertThat(gomon.events("sql-wconn")).hasSize(2);
  }

  @Test
  void url_withOurPrefix_opensTheVendorsConnection() throws SQLException {
    query(DriverManager.getConnection("jdbc:gomon:h2:mem:;USER=sa;PASSWORD=canary-1"));
    assertRecordedOnce();
    assertThat(gomon.events("sql-wconn").get(0).get("dsn")).isEqualTo("jdbc:h2:mem:");
  }

  @Test
  void url_withTheVendorsWhole_isTheSame() throws SQLException {
    query(DriverManager.getConnection("JDBC:GoMon:jdbc:h2:mem:"));
    assertRecordedOnce();
  }

  @Test
  void url_withOurPrefixTwice_isRecordedOnce() throws SQLException {
    query(DriverManager.getConnection("jdbc:gomon:jdbc:gomon:h2:mem:"));
    assertRecordedOnce();
  }

  @Test
  void url_withoutVendor_saysWhatIsMissing() {
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:gomon:"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("jdbc:gomon:postgresql://host/database");
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:gomon:nobody://me:canary-2@host/db"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no driver for jdbc:nobody://***@host/db")
        .hasMessageNotContaining("canary-2");
  }

  @Test
  void openThatFails_isAnEvent_withoutCredentials() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    "jdbc:gomon:h2:tcp://me:canary-3@127.0.0.1:1/db;PASSWORD=canary-4"))
        .isInstanceOf(SQLException.class)
        .hasMessageNotContaining("GoMon");
    Event failed = gomon.events("driver-open").get(0);
    assertThat(failed.get("driver-name")).isEqualTo("org.h2.Driver");
    assertThat(failed.get("dsn")).isEqualTo("jdbc:h2:tcp://***@127.0.0.1:1/db");
    assertThat(failed.get("vendor-code")).isInstanceOf(Long.class);
    assertThat(failed.errors()).isNotEmpty();
    assertThat(gomon.events("sql-wconn")).isEmpty();
  }

  @Test
  void driver_answersAboutItself() throws SQLException {
    Driver driver = DriverManager.getDriver("jdbc:gomon:h2:mem:");
    assertThat(driver).isInstanceOf(MonitoredDriver.class);
    assertThat(driver.acceptsURL("jdbc:h2:mem:")).isFalse();
    assertThat(driver.connect("jdbc:h2:mem:", new Properties())).isNull();
    assertThat(driver.getPropertyInfo("jdbc:gomon:h2:mem:", new Properties())).isNotNull();
    assertThat(driver.getParentLogger().getName()).isEqualTo("io.gomon.jdbc");
    assertThatThrownBy(() -> driver.acceptsURL(null)).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> driver.connect(null, null)).isInstanceOf(SQLException.class);
    Driver h2 = org.h2.Driver.load();
    assertThat(MonitoredDriver.wrap(h2).getMajorVersion()).isEqualTo(h2.getMajorVersion());
    assertThat(MonitoredDriver.wrap(h2).getMinorVersion()).isEqualTo(h2.getMinorVersion());
  }

  @Test
  void wrap_opensOnlyTheVendorsUrls() throws SQLException {
    Driver driver = MonitoredDriver.wrap(org.h2.Driver.load(), gomon.gomon());
    query(driver.connect("jdbc:h2:mem:", new Properties()));
    assertRecordedOnce();
    assertThat(driver.connect("jdbc:other:", new Properties())).isNull();
    assertThat(gomon.events("sql-wconn")).hasSize(2);
    assertThat(MonitoredDriver.wrap(driver)).isSameAs(driver);
    assertThat(MonitoredDriver.wrap(new MonitoredDriver())).isInstanceOf(MonitoredDriver.class);
  }

  @Test
  void autoRegister_thenUndone_leavesTheDriversAsTheyWere() throws SQLException {
    List<Driver> before = DriverManager.drivers().toList();
    assertThat(MonitoredDriver.autoRegister()).isEqualTo(before.size() - 1);
    assertThat(MonitoredDriver.autoRegister()).as("again").isZero();
    query(DriverManager.getConnection("jdbc:h2:mem:"));
    assertRecordedOnce();
    assertThat(DriverManager.drivers()).hasSameSizeAs(before);
    assertThat(MonitoredDriver.autoDeregister()).isEqualTo(before.size() - 1);
    assertThat(MonitoredDriver.autoDeregister()).isZero();
    assertThat(DriverManager.drivers()).containsExactlyInAnyOrderElementsOf(before);
    query(DriverManager.getConnection("jdbc:h2:mem:"));
    assertRecordedOnce();
  }

  @Test
  void autoRegister_byManyThreads_wrapsOnce_andAlwaysThereIsADriver() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        boolean isUndo = i % 2 == 1;
        Callable<Void> swap =
            () -> {
              int count =
                  isUndo ? MonitoredDriver.autoDeregister() : MonitoredDriver.autoRegister();
              assertThat(count).isBetween(0, 5);
              DriverManager.getConnection("jdbc:h2:mem:").close();
              return null;
            };
        done.add(threads.submit(swap));
      }
      for (Future<Void> each : done) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    MonitoredDriver.autoDeregister();
    assertThat(DriverManager.drivers().filter(d -> d instanceof org.h2.Driver)).hasSize(1);
  }

  @Test
  void everyWayAtOnce_isRecordedOnce() throws SQLException {
    MonitoredDriver.autoRegister();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:gomon:h2:mem:every");
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      DataSource wrapped = MonitoredDataSource.wrap(pool);
      query(wrapped.getConnection());
      query(MonitoredDataSource.wrap(wrapped).getConnection());
    }
    assertThat(gomon.events("sql-wconn-query")).hasSize(2);
    gomon.recorded().await("sql-wconn");
    assertThat(gomon.events("sql-wconn").stream().map(e -> e.id()).distinct()).hasSize(1);
  }
}
