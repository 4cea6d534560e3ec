/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.testkit.Conditions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is explained, and what its event says. */
public class SqlExplainTest extends ExplainedApplication {
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

  /** Called by H2: a statement that takes so long. */
  public static long work(long millis) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < millis * 1_000_000) {
      Thread.onSpinWait();
    }
    return millis;
  }

  /** Which of many equal events is sent whole is decided later than the plan is asked for. */
  @Test
  void slow_amongManyThatAreFolded_hasItsPlanUnderWhatIsSent() throws SQLException {
    run(h2, "create alias work for 'io.gomon.jdbc.SqlExplainTest.work(long)'");
    gomon.gomon().settings().set("jdbc.slow-after", "50ms");
    SqlExplain.on(gomon.gomon(), h2);
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent();
        Connection connection = monitored.getConnection();
        PreparedStatement statement = connection.prepareStatement("select work(?)")) {
      for (int i = 1; i <= 300; i++) {
        statement.setLong(1, i == 200 ? 60 : i == 250 ? 120 : 0);
        statement.executeQuery().close();
      }
    }
    assertNoThread();
    request.finish();
    Event plan = only("sql-explain");
    assertThat(plan.get("plan")).asString().contains("WORK");
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
}
