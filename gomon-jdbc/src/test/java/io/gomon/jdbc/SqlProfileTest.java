/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.Event;
import io.gomon.jdbc.PprofReading.Sample;
import io.gomon.jdbc.policy.JdbcPolicy;
import io.gomon.jdbc.profile.ProfileReporter;
import io.gomon.testkit.GomonExtension;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlProfileTest {
  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(setUp -> setUp.setting("fold.after", 0));

  private final DataSource dataSource = MonitoredDataSource.wrap(Databases.h2WithItems());
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = dataSource.getConnection();
    gomon.gomon().settings().set("jdbc.stacks-per-second", 10_000);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void pprof_readByGooglesProtobuf_hasAllExecutionsAndAllTime() throws Exception {
    for (int i = 0; i < 500; i++) {
      here(i);
      if (i % 5 == 0) {
        there(i);
      }
    }
    run("select 2 as b");
    PprofReading read = new PprofReading(pprof());
    assertThat(read.sampleTypes()).containsExactly("executions/count", "time/nanoseconds");
    assertThat(read.text(0)).isEmpty();
    assertThat(read.text(read.number("default_sample_type"))).isEqualTo("time");
    assertThat(read.number("duration_nanos")).isPositive();
    assertThat(read.number("time_nanos")).isGreaterThan(1_700_000_000_000_000_000L);

    List<Sample> samples = read.samples();
    assertThat(sum(samples, "select ? as a", 0)).isEqualTo(600);
    assertThat(sum(samples, "select ? as b", 0)).isEqualTo(1);
    List<Event> queries = gomon.events("sql-wconn-query");
    assertThat(samples.stream().mapToLong(each -> each.values().get(1)).sum())
        .isEqualTo(queries.stream().mapToLong(Event::elapsedNanos).sum());
    assertThat(samples)
        .anySatisfy(each -> assertThat(callers(each)).contains("SqlProfileTest.here"));
    assertThat(samples)
        .anySatisfy(each -> assertThat(callers(each)).contains("SqlProfileTest.there"));
    assertThat(samples.get(0).frames().get(1))
        .matches("io.gomon.jdbc.SqlProfileTest.run@SqlProfileTest.java:\\d+");
  }

  private static String callers(Sample sample) {
    return String.join(" ", sample.frames());
  }

  private static long sum(List<Sample> samples, String shape, int value) {
    return samples.stream()
        .filter(each -> each.frames().get(0).startsWith(shape + '@'))
        .mapToLong(each -> each.values().get(value))
        .sum();
  }

  @Test
  void collapsed_isALineForEachStack_fromOutsideToInside() throws Exception {
    here(1);
    there(1);
    List<String> lines = SqlProfile.of(gomon.gomon()).collapsed().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line).matches("[^;].*SqlProfileTest[.].*;select [?] as a \\d+"));
    assertThat(String.join("\n", lines))
        .contains(
            "SqlProfileTest.here;io.gomon.jdbc.SqlProfileTest.run;select ? as a",
            "SqlProfileTest.there;io.gomon.jdbc.SqlProfileTest.run;select ? as a");
  }

  @Test
  void text_saysWhatWasRunFromWhere() throws Exception {
    here(1);
    assertThatThrownBy(() -> run("select nothing")).isInstanceOf(SQLException.class);
    String text = SqlProfile.of(gomon.gomon()).text();
    assertThat(text)
        .contains("2 executions", "1 times", "1 failed", "  select ? as a", "  select nothing")
        .contains("< io.gomon.jdbc.SqlProfileTest.run:", "< io.gomon.jdbc.SqlProfileTest.here:");
    SqlProfile.of(gomon.gomon()).reset();
    assertThat(SqlProfile.of(gomon.gomon()).text()).contains("0 executions");
    here(1);
    assertThat(SqlProfile.of(gomon.gomon()).text()).contains("1 executions");
  }

  @Test
  void event_hasWhatCameSinceTheLastOne() throws Exception {
    ProfileReporter reporter =
        new ProfileReporter(gomon.gomon(), JdbcPolicy.of(gomon.gomon()).watch());
    reporter.report();
    assertThat(gomon.events("sql-profile")).isEmpty();
    for (int i = 0; i < 3; i++) {
      here(i);
    }
    reporter.report();
    here(4);
    reporter.report();
    reporter.report();
    List<Event> events = gomon.events("sql-profile");
    assertThat(events).extracting(e -> e.get("executions")).containsExactly(3L, 1L);
    Map<?, ?> shape = (Map<?, ?>) ((List<?>) events.get(1).get("shapes")).get(0);
    assertThat(shape.get("shape")).isEqualTo("select ? as a");
    assertThat(shape.get("count")).isEqualTo(1L);
    assertThat(shape.get("total")).isEqualTo(events.get(1).get("total"));
    assertThat(shape.get("location")).asString().startsWith("SqlProfileTest.java:");
    Map<?, ?> stack = (Map<?, ?>) ((List<?>) events.get(1).get("stacks")).get(0);
    assertThat(stack.get("stack"))
        .asString()
        .endsWith("SqlProfileTest.here;io.gomon.jdbc.SqlProfileTest.run");
    assertThat(stack.get("count")).isEqualTo(1L);
    assertThat(events.get(0).isRoot()).isTrue();
  }

  @Test
  void reset_byTheUser_leavesTheEventsTotals() throws Exception {
    ProfileReporter reporter =
        new ProfileReporter(gomon.gomon(), JdbcPolicy.of(gomon.gomon()).watch());
    reporter.report();
    here(1);
    here(2);
    SqlProfile.of(gomon.gomon()).reset();
    there(3);
    assertThat(SqlProfile.of(gomon.gomon()).text()).contains("1 executions");
    assertThat(SqlProfile.of(gomon.gomon()).collapsed())
        .contains("Test.there;")
        .doesNotContain("Test.here;");
    reporter.report();
    SqlProfile.of(gomon.gomon()).reset();
    here(4);
    reporter.report();
    List<Event> events = gomon.events("sql-profile");
    assertThat(events).extracting(e -> e.get("executions")).containsExactly(3L, 1L);
    long total =
        gomon.events("sql-wconn-query").stream().limit(3).mapToLong(Event::elapsedNanos).sum();
    assertThat(events.get(0).get("total")).isEqualTo(total);
  }

  @Test
  void reset_whileOthersRun_losesNothingOfTheEvents() throws Exception {
    ProfileReporter reporter =
        new ProfileReporter(gomon.gomon(), JdbcPolicy.of(gomon.gomon()).watch());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        done.add(threads.submit(this::runMany));
      }
      while (!done.stream().allMatch(Future::isDone)) {
        SqlProfile.of(gomon.gomon()).reset();
        assertThat(SqlProfile.of(gomon.gomon()).text()).doesNotContain("-");
        reporter.report();
      }
    } finally {
      threads.shutdownNow();
    }
    reporter.report();
    assertThat(
            gomon.events("sql-profile").stream().mapToLong(e -> (long) e.get("executions")).sum())
        .isEqualTo(1_500);
  }

  @Test
  void shapes_beyondTheBound_areCountedTogether() throws Exception {
    for (int i = 0; i < 600; i++) {
      run("select 1 as c" + i);
    }
    List<Sample> samples = new PprofReading(pprof()).samples();
    assertThat(samples.stream().map(each -> each.frames().get(0)).distinct()).hasSize(513);
    assertThat(sum(samples, "(other shapes)", 0)).isEqualTo(600 - 512);
    assertThat(samples.stream().mapToLong(each -> each.values().get(0)).sum()).isEqualTo(600);
  }

  @Test
  void stacks_beyondTheBound_areCountedTogether() throws Exception {
    for (int depth = 0; depth < 24; depth++) {
      deep(depth);
    }
    String collapsed = SqlProfile.of(gomon.gomon()).collapsed();
    // The first 16 executions are looked at, of the others only slow ones.
    assertThat(collapsed.lines()).hasSizeLessThanOrEqualTo(17);
    gomon.gomon().settings().set("jdbc.profile-every", 1);
    for (int depth = 0; depth < 24; depth++) {
      deep(depth);
    }
    assertThat(SqlProfile.of(gomon.gomon()).collapsed()).contains("(other callers);select ? as a ");
  }

  @Test
  void threads_manyAtOnce_areAllCounted() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        done.add(threads.submit(this::runMany));
      }
      for (Future<?> each : done) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(sum(new PprofReading(pprof()).samples(), "select ? as a", 0)).isEqualTo(2_000);
  }

  @Test
  void profile_switchedOff_countsNothing() throws Exception {
    gomon.gomon().settings().set("jdbc.profile", false);
    here(1);
    assertThat(SqlProfile.of(gomon.gomon()).collapsed()).isEmpty();
  }

  private Void runMany() throws SQLException {
    try (Connection mine = dataSource.getConnection();
        Statement statement = mine.createStatement()) {
      for (int i = 0; i < 500; i++) {
        statement.executeQuery("select " + i + " as a").close();
      }
    }
    return null;
  }

  private void here(int value) throws SQLException {
    run("select " + value + " as a");
  }

  private void there(int value) throws SQLException {
    run("select " + value + " as a");
  }

  private void deep(int depth) throws SQLException {
    if (depth == 0) {
      here(1);
    } else {
      deep(depth - 1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery(sql).close();
    }
  }

  private byte[] pprof() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SqlProfile.of(gomon.gomon()).writePprof(out);
    return out.toByteArray();
  }
}
