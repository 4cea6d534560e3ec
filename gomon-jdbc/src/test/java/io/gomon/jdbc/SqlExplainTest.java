/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.jdbc.explain.ExplainPlugin;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.GomonExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlExplainTest {
  private static final String BY_ID = "select name from item where id = ?";

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(setUp -> setUp.plugin(new ExplainPlugin()));

  private final JdbcDataSource h2 = Databases.h2WithItems();
  private final DataSource monitored = MonitoredDataSource.wrap(h2);

  @BeforeEach
  void everythingIsSlow() {
    gomon.gomon().settings().set("jdbc.slow-after", Duration.ofNanos(1));
  }

  @Test
  void slow_underARequest_hasItsPlanUnderTheExecution() throws SQLException {
    SqlExplain explain = SqlExplain.on(gomon.gomon(), h2);
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent()) {
      byId(monitored, 7);
    }
    request.finish();
    Event plan = gomon.recorded().await("sql-explain");
    Event query = only("sql-wstmt-query");
    assertThat(plan.parentLow()).isEqualTo(query.idLow());
    assertThat(plan.parentHigh()).isEqualTo(query.idHigh());
    assertThat(plan.traceLow()).isEqualTo(request(plan).traceLow());
    assertThat(plan.get("shape")).isEqualTo(BY_ID);
    assertThat(plan.get("elapsed")).isEqualTo(query.elapsedNanos());
    assertThat(plan.get("db")).isEqualTo("H2");
    assertThat(plan.get("format")).isEqualTo("text");
    assertThat(plan.get("values")).isEqualTo("generic");
    assertThat(plan.get("plan")).asString().contains("PUBLIC.PRIMARY_KEY").contains("ID = ?1");
    assertThat(plan.get("cut")).isNull();
    assertThat(only("sql-slow").get("unexplained")).isNull();
    assertThat(explain.counts()).containsOnly(java.util.Map.entry("explained", 1L));
  }

  private Event request(Event plan) {
    Event request = only("test-request");
    assertThat(plan.traceHigh()).isEqualTo(request.traceHigh());
    return request;
  }

  /** Which of many equal events is sent whole is decided later than the plan is asked for. */
  @Test
  void slow_amongManyThatAreFolded_hasItsPlanUnderWhatIsSent() throws SQLException {
    run(h2, "create alias nap for 'java.lang.Thread.sleep(long)'");
    gomon.gomon().settings().set("jdbc.slow-after", "50ms");
    SqlExplain.on(gomon.gomon(), h2);
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent();
        Connection connection = monitored.getConnection();
        PreparedStatement statement = connection.prepareStatement("select nap(?)")) {
      for (int i = 1; i <= 300; i++) {
        statement.setLong(1, i == 200 ? 60 : i == 250 ? 120 : 0);
        statement.executeQuery().close();
      }
    }
    assertNoThread();
    request.finish();
    Event plan = only("sql-explain");
    assertThat(plan.get("plan")).asString().contains("NAP");
    assertThat(gomon.events()).anyMatch(event -> event.idLow() == plan.parentLow());
  }

  @Test
  void off_byDefault_andAfterTheClose() throws SQLException {
    byId(monitored, 1);
    SqlExplain.on(gomon.gomon(), unreachable(new AtomicInteger())).close();
    byId(monitored, 2);
    assertThat(gomon.events("sql-slow")).hasSize(2).allMatch(e -> e.get("unexplained") == null);
    assertNoThread();
    assertThat(gomon.events("sql-explain")).isEmpty();
  }

  @Test
  void notSlow_isNotExplained() throws SQLException {
    gomon.gomon().settings().set("jdbc.slow-after", "1h");
    SqlExplain explain = SqlExplain.on(gomon.gomon(), h2);
    byId(monitored, 1);
    assertThat(gomon.events("sql-explain")).isEmpty();
    assertThat(explain.counts()).containsOnly(java.util.Map.entry("explained", 0L));
  }

  @Test
  void shape_again_isNotExplained_andBothPlacesSaySo() throws SQLException {
    SqlExplain explain = SqlExplain.on(gomon.gomon(), h2);
    byId(monitored, 1);
    gomon.recorded().await("sql-explain");
    byId(monitored, 2);
    assertThat(gomon.events("sql-slow").get(1).get("unexplained")).isEqualTo("explained-lately");
    Conditions.await("the first is counted", () -> explain.counts().get("explained") == 1);
    assertThat(explain.counts()).containsEntry("explained-lately", 1L);
  }

  @Test
  void budget_ofOneInAMinute_leavesTheSecond() throws SQLException {
    gomon.gomon().settings().set("jdbc-explain.per-minute", 1);
    SqlExplain explain = SqlExplain.on(gomon.gomon(), h2);
    run("select 1 as a from item");
    run("select 1 as b from item");
    assertThat(gomon.events("sql-slow").get(1).get("unexplained")).isEqualTo("budget-spent");
    assertThat(explain.counts()).containsEntry("budget-spent", 1L);
  }

  @Test
  void writes_areNeverExplained() throws SQLException {
    AtomicInteger asked = new AtomicInteger();
    SqlExplain.on(gomon.gomon(), unreachable(asked));
    try (Connection connection = monitored.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update item set name = 'a' where id = 1");
      statement.executeUpdate("delete from item where id = 2");
      statement.execute("select * from final table (insert into item (name) values ('b'))");
      statement.execute("select 1; delete from item where id = 3");
      statement.execute("explain select 1");
    }
    assertThat(gomon.events("sql-slow"))
        .extracting(event -> event.get("unexplained"))
        .containsExactly("no-query", "no-query", "may-write", "several-statements", "no-query");
    assertThat(asked).hasValue(0);
  }

  @Test
  void literals_areMasked_unlessTheyMayBeShown() throws SQLException {
    SqlExplain.on(gomon.gomon(), h2);
    String sql = "select id as %s from item where name = 'canary*/ 1' and id < 4242";
    run(sql.formatted("a"));
    Event masked = gomon.recorded().await("sql-explain");
    assertThat(masked.get("plan")).asString().contains("\"NAME\" = ?").doesNotContain("canary");
    assertThat(masked.get("plan")).asString().doesNotContain("4242");
    gomon.gomon().settings().set("jdbc-explain.literals", true);
    run(sql.formatted("b"));
    Event shown =
        gomon.recorded().await("second plan", e -> isExplain(e) && e.idLow() != masked.idLow());
    assertThat(shown.get("plan")).asString().contains("'canary*/ 1'");
  }

  @Test
  void literals_ofAnIndexedColumn_areMaskedInThePlansComment() throws SQLException {
    try (Connection connection = h2.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create index by_name on item (name)");
    }
    SqlExplain.on(gomon.gomon(), h2);
    run("select id from item where name = 'canary'");
    Event plan = gomon.recorded().await("sql-explain");
    assertThat(plan.get("plan")).asString().contains("/* PUBLIC.BY_NAME: NAME = ? */");
    assertThat(plan.get("plan")).asString().doesNotContain("canary");
    run("select id, name from item where name = 'x*/ canary /* ü'");
    Event doubtful =
        gomon.recorded().await("second plan", e -> isExplain(e) && e.idLow() != plan.idLow());
    assertThat(doubtful.get("plan")).asString().contains("/* PUBLIC.BY_NAME: NAME = ?");
    assertThat(doubtful.get("plan")).asString().doesNotContain("canary");
  }

  @Test
  void literals_besideASecretName_areMaskedWhateverTheSettingSays() throws SQLException {
    gomon.gomon().settings().set("jdbc-explain.literals", true);
    SqlExplain.on(gomon.gomon(), h2);
    run("select name from item where password in ('canary1', 'canary2') and name > 'canary3'");
    Event plan = gomon.recorded().await("sql-explain");
    assertThat(plan.get("plan")).asString().contains("NAME").doesNotContain("canary");
  }

  @Test
  void plan_tooLong_isCut_andSaysSo() throws SQLException {
    gomon.gomon().settings().set("jdbc-explain.plan-length", 256);
    SqlExplain.on(gomon.gomon(), h2);
    run("select name from item where name in ('a'" + ", 'bb' || name".repeat(100) + ")");
    Event plan = gomon.recorded().await("sql-explain");
    assertThat(plan.get("plan")).asString().hasSize(256);
    assertThat(plan.get("cut")).isEqualTo(true);
  }

  @Test
  void monitoredDataSource_explains_andMakesNoEvents() throws SQLException {
    explainsSilently(monitored);
  }

  @Test
  void poolOverAMonitoredDataSource_explains_andMakesNoEvents() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(MonitoredDataSource.wrap(h2));
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      explainsSilently(pool);
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getAutoCommit()).isTrue();
      }
    }
  }

  @Test
  void leak_isLeftForTheApplicationsNextRequest() throws SQLException {
    SqlExplain.on(gomon.gomon(), dataSource(monitored, () -> {}));
    try (Connection held = monitored.getConnection();
        Statement statement = held.createStatement()) {
      gomon.gomon().settings().set("jdbc.leak-after", Duration.ofNanos(1));
      statement.executeQuery("select name from item").close();
      assertThat(gomon.recorded().await("sql-explain").get("plan")).isNotNull();
      assertNoThread();
      assertThat(gomon.events("sql-leak")).isEmpty();
      monitored.getConnection().close();
      assertThat(gomon.events("sql-leak")).hasSize(1);
    }
  }

  private void explainsSilently(DataSource explaining) throws SQLException {
    SqlExplain.on(gomon.gomon(), explaining);
    run("select name as mine from item");
    assertThat(gomon.recorded().await("sql-explain").get("plan")).isNotNull();
    assertNoThread();
    assertThat(gomon.events())
        .filteredOn(event -> event.fingerprint().matches("sql-w.*|conn-.*|sql-slow"))
        .filteredOn(event -> String.valueOf(event.get("query")).contains("explain"))
        .isEmpty();
    assertThat(gomon.events("sql-explain")).hasSize(1);
    assertThat(gomon.events("sql-slow")).hasSize(1);
    assertThat(gomon.events("sql-wconn-exec")).hasSize(1);
    assertThat(gomon.events("conn-begintx")).isEmpty();
    assertThat(gomon.events("sql-wtx-rollback")).isEmpty();
  }

  @Test
  void hanging_holdsNeitherTheApplicationNorTheStop_andFurtherOnesAreRefused() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    DataSource hanging =
        dataSource(
            () -> {
              asked.countDown();
              answer.await();
            });
    gomon.gomon().settings().set("jdbc-explain.per-minute", 600);
    SqlExplain explain = SqlExplain.on(gomon.gomon(), hanging);
    run("select 1 as a from item");
    asked.await();
    for (int i = 0; i < 20; i++) {
      run("select 1 as b" + i + " from item");
    }
    assertThat(gomon.events("sql-slow").get(20).get("unexplained")).isEqualTo("queue-full");
    assertThat(explain.counts()).containsEntry("queue-full", 4L);
    long before = System.nanoTime();
    gomon.gomon().stop(Duration.ofSeconds(10));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    assertThat(explain.counts()).containsEntry("stopped", 16L);
    assertThat(threads()).isEqualTo(1);
    answer.countDown();
    assertNoThread();
  }

  @Test
  void brokenDataSource_isCounted_andTheShapeMayBeTriedAgain() throws SQLException {
    AtomicInteger asked = new AtomicInteger();
    SqlExplain explain = SqlExplain.on(gomon.gomon(), unreachable(asked));
    byId(monitored, 1);
    Event event = gomon.recorded().await("sql-explain");
    assertThat(event.get("plan")).isNull();
    assertThat(event.get("unexplained")).isEqualTo("no-connection");
    assertThat(event.get("sql-state")).isEqualTo("08001");
    assertThat(event.get("vendor-code")).isEqualTo(17L);
    assertNoThread();
    byId(monitored, 1);
    assertNoThread();
    assertThat(asked).hasValue(2);
    assertThat(explain.counts()).containsEntry("no-connection", 2L).containsEntry("explained", 0L);
  }

  @Test
  void dataSourceThatThrowsWhatItMayNot_isCounted() throws SQLException {
    SqlExplain explain =
        SqlExplain.on(
            gomon.gomon(),
            dataSource(
                () -> {
                  throw new IllegalStateException("canary");
                }));
    byId(monitored, 1);
    Event event = gomon.recorded().await("sql-explain");
    assertThat(event.get("unexplained")).isEqualTo("failed");
    assertNoThread();
    assertThat(explain.counts()).containsEntry("failed", 1L);
  }

  @Test
  void statementThatTheDatabaseRefuses_isCounted_withoutItsMessage() throws SQLException {
    SqlExplain explain = SqlExplain.on(gomon.gomon(), Databases.h2());
    run("select 'canary' from item");
    Event event = gomon.recorded().await("sql-explain");
    assertThat(event.get("unexplained")).isEqualTo("refused");
    assertThat(event.get("sql-state")).isEqualTo("42S04");
    assertThat(event.toString()).doesNotContain("canary");
    assertThat(event.errors()).isEmpty();
    assertNoThread();
    assertThat(explain.counts()).containsEntry("refused", 1L);
  }

  @Test
  void severalDatabases_areExplainedByTheirOwn() throws SQLException {
    JdbcDataSource otherH2 = Databases.h2();
    try (Connection connection = otherH2.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table other (id int primary key)");
    }
    DataSource other = MonitoredDataSource.wrap(otherH2);
    SqlExplain.on(gomon.gomon(), otherH2, other);
    byId(monitored, 1);
    assertThat(only("sql-slow").get("unexplained")).isEqualTo("no-data-source");
    SqlExplain.on(gomon.gomon(), h2);
    byId(monitored, 1);
    try (Connection connection = other.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select id from other").close();
    }
    assertPlan("ITEM");
    assertPlan("OTHER");
    assertThatThrownBy(() -> SqlExplain.on(gomon.gomon(), h2, otherH2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not monitored");
  }

  @Test
  void poolOverAMonitoredDataSource_isKnownByIt() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(monitored);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      SqlExplain.on(gomon.gomon(), h2, pool);
      byId(pool, 1);
      assertPlan("ITEM");
    }
  }

  @Test
  void url_ofTheDriver_isKnownWithoutItsProperties() throws SQLException {
    String url = h2.getURL();
    String ours = url.replace("jdbc:", "jdbc:gomon:");
    SqlExplain.on(gomon.gomon(), Databases.h2(), "jdbc:gomon:h2:mem:another");
    SqlExplain.on(gomon.gomon(), h2, ours.substring(0, ours.indexOf(';')) + ";PASSWORD=x");
    try (Connection connection = DriverManager.getConnection(ours, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select name from item").close();
    }
    assertPlan("ITEM");
  }

  @Test
  void stop_letsGoOfTheDataSource_andLeavesNoThread() throws SQLException {
    SqlExplain explain = SqlExplain.on(gomon.gomon(), h2);
    byId(monitored, 1);
    gomon.recorded().await("sql-explain");
    gomon.gomon().stop(Duration.ofSeconds(5));
    assertNoThread();
    byId(monitored, 2);
    explain.close();
    assertThat(explain.counts()).containsEntry("explained", 1L);
  }

  private void assertPlan(String table) {
    gomon
        .recorded()
        .await(
            "plan of " + table,
            event -> isExplain(event) && String.valueOf(event.get("plan")).contains(table));
  }

  private static boolean isExplain(Event event) {
    return event.fingerprint().equals("sql-explain");
  }

  private interface Action {
    void run() throws SQLException, InterruptedException;
  }

  /** H2, but for what happens when a connection is asked for. */
  private DataSource dataSource(Action action) {
    return dataSource(h2, action);
  }

  private DataSource dataSource(DataSource behind, Action action) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                action.run();
              }
              try {
                return method.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private DataSource unreachable(AtomicInteger asked) {
    return dataSource(
        () -> {
          asked.incrementAndGet();
          throw new SQLException("canary", "08001", 17);
        });
  }

  private void run(String sql) throws SQLException {
    run(monitored, sql);
  }

  private static void run(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void byId(DataSource dataSource, int id) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(BY_ID)) {
      statement.setInt(1, id);
      statement.executeQuery().close();
    }
  }

  private Event only(String fingerprint) {
    List<Event> events = gomon.events(fingerprint);
    assertThat(events).as(fingerprint).hasSize(1);
    return events.get(0);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("gomon-jdbc-explain"))
        .count();
  }

  private static void assertNoThread() {
    Conditions.await("no thread to explain", () -> threads() == 0);
  }
}
