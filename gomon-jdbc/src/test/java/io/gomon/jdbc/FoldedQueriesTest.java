/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.GomonStats;
import io.gomon.Overflow;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loops of equal queries, which become one readable event. */
class FoldedQueriesTest {
  private static final int LOOPS = 100_000;
  private static final String QUERY = "select name from item where id = ?";
  private static final List<String> KINDS = List.of("sql-wstmt-query", "sql-wrows");

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(setUp -> setUp.overflow(Overflow.BLOCK));

  private final DataSource dataSource = MonitoredDataSource.wrap(Databases.h2WithItems());

  @Test
  void hundredThousandQueries_areAFewEvents_withExactCounts() throws SQLException {
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent();
        Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement(QUERY)) {
      for (int i = 0; i < LOOPS; i++) {
        query(query, 1 + i % 20);
      }
    }
    request.finish();

    List<Event> events = gomon.events();
    // 100 and the slowest of each kind, twice for the rows: under the request's queries, and under
    // those that are folded. While it takes more than 10 s, each 10 s have folded events of their
    // own.
    assertThat(events.size()).isLessThan(1_000);
    GomonStats stats = gomon.gomon().stats();
    assertThat(stats.made()).isEqualTo(stats.dispatched() + stats.folded());
    assertThat(stats.folded()).isGreaterThan(2 * LOOPS - 1_000);
    for (String kind : KINDS) {
      assertThat(sum(kind, event -> 1, "count")).as(kind).isEqualTo(LOOPS);
    }
    assertThat(sum("sql-wstmt-query", Event::elapsedNanos, "total"))
        .isLessThan(gomon.events("test-request").get(0).elapsedNanos());
    theSlowestIsWhole();
    noOrphans(events);
  }

  @Test
  void connectionForEachQuery_isFoldedToo() throws SQLException {
    int loops = 5_000;
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope scope = request.makeCurrent()) {
      for (int i = 0; i < loops; i++) {
        try (Connection connection = dataSource.getConnection();
            PreparedStatement query = connection.prepareStatement(QUERY)) {
          query(query, 1 + i % 20);
        }
      }
    }
    request.finish();

    List<Event> events = gomon.events();
    assertThat(events.size()).isLessThan(1_500);
    for (String kind : List.of("sql-wconn", "conn-prepare", "sql-wstmt-query", "sql-wrows")) {
      assertThat(sum(kind, event -> event.isOpen() ? 0 : 1, "count")).as(kind).isEqualTo(loops);
    }
    noOrphans(events);
  }

  @Test
  void callsWithAConnectionAndAQueryEach_areFoldedWithThem() throws SQLException {
    int loops = 5_000;
    EventTracker request = gomon.gomon().start("test-request");
    try (Scope inRequest = request.makeCurrent()) {
      for (int i = 0; i < loops; i++) {
        EventTracker call = gomon.gomon().start("test-load-item");
        try (Scope inCall = call.makeCurrent();
            Connection connection = dataSource.getConnection();
            PreparedStatement query = connection.prepareStatement(QUERY)) {
          query(query, 1 + i % 20);
        }
        call.finish();
      }
    }
    request.finish();

    List<Event> events = gomon.events();
    assertThat(events.size()).isLessThan(3_000);
    assertThat(gomon.events("test-load-item").size()).isLessThan(300);
    for (String kind :
        List.of("test-load-item", "sql-wconn", "conn-prepare", "sql-wstmt-query", "sql-wrows")) {
      assertThat(sum(kind, event -> event.isOpen() ? 0 : 1, "count")).as(kind).isEqualTo(loops);
    }
    noOrphans(events);
  }

  private static void query(PreparedStatement query, int id) throws SQLException {
    query.setInt(1, id);
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        rows.getString(1);
      }
    }
  }

  /** Over the events sent whole and the folded ones. */
  private long sum(String kind, ToLongFunction<Event> ofOne, String keyOfMany) {
    long sum = 0;
    for (Event event : gomon.events()) {
      if (event.fingerprint().equals(kind)) {
        sum += ofOne.applyAsLong(event);
      } else if (kind.equals(event.get("of"))) {
        sum += (long) event.get(keyOfMany);
      }
    }
    return sum;
  }

  private void theSlowestIsWhole() {
    List<Event> queries = gomon.events("sql-wstmt-query");
    long slowest = queries.stream().mapToLong(Event::elapsedNanos).max().orElseThrow();
    for (Event folded : gomon.events("folded")) {
      if ("sql-wstmt-query".equals(folded.get("of"))) {
        assertThat(folded.get("query")).isEqualTo(QUERY);
        assertThat(folded.get("shape")).isEqualTo(queries.get(0).get("shape"));
        assertThat((long) folded.get("max")).isLessThanOrEqualTo(slowest);
      }
    }
    Event last = queries.get(queries.size() - 1);
    assertThat(gomon.events("sql-wrows").stream().filter(e -> e.parentLow() == last.idLow()))
        .hasSize(1);
  }

  private static void noOrphans(List<Event> events) {
    Set<UUID> ids = new HashSet<>();
    events.forEach(event -> ids.add(event.id()));
    for (Event event : events) {
      UUID parent = new UUID(event.parentHigh(), event.parentLow());
      assertThat(event.isRoot() || ids.contains(parent)).as("parent of %s", event).isTrue();
    }
  }
}
