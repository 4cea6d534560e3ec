/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NPlusOneTest {
  private static final String SHAPE = "select name from item where id = ?";

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final DataSource dataSource = MonitoredDataSource.wrap(Databases.h2WithItems());

  @Test
  void fortyQueriesInOneRequest_areOneFinding_withCallerAndShare() throws SQLException {
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent();
        Connection connection = dataSource.getConnection()) {
      for (int i = 0; i < 40; i++) {
        loadItem(connection, i);
      }
      connection.createStatement().executeQuery("select 1").close();
    }
    request.finish();

    Event finding = only();
    Event root = gomon.events("test-request").get(0);
    assertThat(finding.parentLow()).isEqualTo(root.idLow());
    assertThat(finding.get("under")).isEqualTo(root.id().toString());
    assertThat(finding.get("shape")).isEqualTo(SHAPE);
    assertThat(finding.get("count")).isEqualTo(40L);
    long total =
        gomon.events("sql-wconn-query").stream()
            .filter(query -> query.get("shape").equals(SHAPE))
            .mapToLong(Event::elapsedNanos)
            .sum();
    assertThat(finding.get("total")).isEqualTo(total);
    assertThat(finding.get("share")).isEqualTo((double) total / root.elapsedNanos());
    assertThat(finding.get("location")).asString().startsWith("NPlusOneTest.java:");
    assertThat(finding.get("words"))
        .asString()
        .matches(
            "40 times 'select name from item where id = [?]' in one test-request, \\d+ % of its"
                + " time, from NPlusOneTest.java:\\d+");
    List<Event> all = gomon.events();
    assertThat(all.indexOf(finding)).isLessThan(all.indexOf(root));
  }

  @Test
  void tenQueries_areNone_andElevenAreOne() throws SQLException {
    run(10);
    assertThat(gomon.events("sql-n-plus-one")).isEmpty();
    run(11);
    assertThat(only().get("count")).isEqualTo(11L);
  }

  @Test
  void limit_ofZero_findsNothing() throws SQLException {
    gomon.gomon().settings().set("jdbc.n-plus-one-limit", 0);
    run(40);
    assertThat(gomon.events("sql-n-plus-one")).isEmpty();
  }

  @Test
  void queriesUnderTwoParents_areNotAddedUp() throws SQLException {
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent()) {
      for (int i = 0; i < 2; i++) {
        EventTracker part = gomon.gomon().start("test-part");
        try (Scope inPart = part.makeCurrent();
            Connection connection = dataSource.getConnection()) {
          for (int j = 0; j < 8; j++) {
            loadItem(connection, j);
          }
        }
        part.finish();
      }
    }
    request.finish();
    assertThat(gomon.events("sql-n-plus-one")).isEmpty();
  }

  @Test
  void queriesWithoutARequest_areNotCounted() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      for (int i = 0; i < 40; i++) {
        loadItem(connection, i);
      }
    }
    assertThat(gomon.events("sql-n-plus-one")).isEmpty();
  }

  @Test
  void queriesOnManyThreads_areCountedTogether() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent()) {
      ExecutorService carrying = Gomon.wrap(threads);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        done.add(carrying.submit(() -> runOne()));
      }
      for (Future<?> each : done) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    request.finish();
    assertThat(only().get("count")).isEqualTo(200L);
  }

  @Test
  void manyShapes_areCountedToTheBound() throws SQLException {
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent();
        Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (int shape = 0; shape < 100; shape++) {
        for (int i = 0; i < 11; i++) {
          statement.executeQuery("select 1 as c" + shape).close();
        }
      }
    }
    request.finish();
    assertThat(gomon.events("sql-n-plus-one")).hasSize(64);
  }

  private void run(int times) throws SQLException {
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent();
        Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement(SHAPE)) {
      for (int i = 0; i < times; i++) {
        query.setInt(1, i);
        query.executeQuery().close();
      }
    }
    request.finish();
  }

  private Void runOne() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      loadItem(connection, 1);
    }
    return null;
  }

  private static void loadItem(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select name from item where id = " + id).close();
    }
  }

  private Event only() {
    List<Event> findings = gomon.events("sql-n-plus-one");
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
