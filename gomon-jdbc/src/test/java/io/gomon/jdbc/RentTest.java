/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With a real pool. */
class RentTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final HikariDataSource pool = pool(2);
  private final DataSource dataSource = MonitoredDataSource.wrap(pool);

  private static HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(Databases.h2());
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(300);
    return new HikariDataSource(config);
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private void settings(String holdersAfter, String leakAfter) throws SQLException {
    // Known from the first use on.
    dataSource.getConnection().close();
    gomon.gomon().settings().set("jdbc.holders-after", holdersAfter);
    gomon.gomon().settings().set("jdbc.leak-after", leakAfter);
  }

  @Test
  void wait_forAPoolThatIsEmpty_tellsWhoHeldIt() throws SQLException {
    settings("200ms", "0s");
    EventTracker request = gomon.gomon().start("test-request");
    try (Connection first = dataSource.getConnection()) {
      try (Scope scope = request.makeCurrent();
          Connection second = dataSource.getConnection()) {
        assertThat(second.isClosed()).isFalse();
        assertThatThrownBy(dataSource::getConnection)
            .isInstanceOf(SQLTransientConnectionException.class);
      }
      assertThat(first.isClosed()).isFalse();
    }
    request.finish();
    Event refused =
        gomon.events("sql-wconn").stream().filter(e -> !e.errors().isEmpty()).findFirst().get();
    assertThat((long) refused.get("pool-wait")).isGreaterThan(200_000_000L);
    List<?> holders = (List<?>) refused.get("holders");
    assertThat(holders).hasSize(2);
    Map<?, ?> longest = (Map<?, ?>) holders.get(0);
    Map<?, ?> other = (Map<?, ?>) holders.get(1);
    assertThat((long) longest.get("held")).isGreaterThan((long) other.get("held"));
    assertThat(longest.get("borrower")).isNull();
    assertThat(other.get("borrower"))
        .isEqualTo(gomon.events("test-request").get(0).id().toString());
    assertThat(other.get("thread")).isEqualTo(Thread.currentThread().getName());
    assertThat(gomon.events("sql-wconn"))
        .extracting(e -> e.id().toString())
        .contains((String) longest.get("conn-id"), (String) other.get("conn-id"));
  }

  @Test
  void wait_thatIsShort_tellsNobody() throws SQLException {
    try (Connection first = dataSource.getConnection();
        Connection second = dataSource.getConnection()) {
      assertThat(first).isNotSameAs(second);
    }
    assertThat(gomon.events("sql-wconn"))
        .allSatisfy(
            event -> {
              assertThat(event.get("holders")).isNull();
              assertThat((long) event.get("pool-wait")).isNotNegative();
            });
  }

  @Test
  void openingAPhysicalConnection_isNoPoolWait() throws SQLException {
    JdbcDataSource driver = Databases.h2();
    MonitoredDataSource.wrap(driver).getConnection().close();
    Event opened = gomon.events("sql-wconn").get(0);
    assertThat(opened.get("pool-wait")).isNull();
    assertThat(opened.get("open-nanos")).isInstanceOf(Long.class);
  }

  @Test
  void connection_notReturned_isReportedOnce_withItsBorrower() throws SQLException {
    settings("1s", "1ms");
    try (Connection kept = dataSource.getConnection()) {
      while (gomon.events("sql-leak").isEmpty()) {
        dataSource.getConnection().close();
      }
      for (int i = 0; i < 100; i++) {
        dataSource.getConnection().close();
      }
      assertThat(kept.isClosed()).isFalse();
    }
    List<Event> leaks = gomon.events("sql-leak");
    Event leak = leaks.get(0);
    assertThat(leak.get("how")).isEqualTo("overdue");
    assertThat(leak.get("location")).asString().startsWith("RentTest.java:");
    assertThat(((List<?>) leak.get("stack")).get(0))
        .asString()
        .startsWith(
            "io.gomon.jdbc.RentTest.connection_notReturned_isReportedOnce_withItsBorrower(RentTest"
                + ".java:");
    assertThat((long) leak.get("held")).isGreaterThan(1_000_000L);
    assertThat(leaks.stream().filter(e -> e.get("conn-id").equals(leak.get("conn-id")))).hasSize(1);
  }

  @Test
  void connection_lost_isReported_andItsEventEnds() throws Exception {
    settings("1s", "1h");
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> lost = new WeakReference<>(dataSource.getConnection(), collected);
    for (int i = 0; i < 100 && collected.remove(100) == null; i++) {
      System.gc();
    }
    assertThat(lost.get()).isNull();
    gomon.gomon().settings().set("jdbc.leak-after", Duration.ofMinutes(30));
    for (int i = 0; i < 1_000_000 && gomon.events("sql-leak").isEmpty(); i++) {
      dataSource.getConnection().close();
    }
    Event leak = gomon.events("sql-leak").get(0);
    assertThat(leak.get("how")).isEqualTo("collected");
    assertThat(gomon.events("sql-wconn"))
        .anySatisfy(
            event -> {
              assertThat(event.id().toString()).isEqualTo(leak.get("conn-id"));
              assertThat(event.isOpen()).isFalse();
            });
  }

  @Test
  void leaks_byDefault_areNotLookedFor() throws SQLException {
    List<Connection> kept = new ArrayList<>();
    kept.add(dataSource.getConnection());
    dataSource.getConnection().close();
    assertThat(gomon.events("sql-leak")).isEmpty();
    for (Connection each : kept) {
      each.close();
    }
  }

  @Test
  void transaction_tellsHowLongItWasIdle() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeQuery("select count(*) from system_range(1, 2000000)").close();
      connection.commit();
    }
    Event transaction = gomon.events("conn-begintx").get(0);
    long busy =
        gomon.events("sql-wconn-query").get(0).elapsedNanos()
            + gomon.events("sql-wtx-commit").get(0).elapsedNanos();
    assertThat((long) transaction.get("idle-nanos"))
        .isPositive()
        .isLessThanOrEqualTo(transaction.elapsedNanos() - busy);
  }
}
