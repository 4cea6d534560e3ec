/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that are opened one by one, by URL. */
class UrlDatabasesTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private static Connection open(String rest) throws SQLException {
    return DriverManager.getConnection("jdbc:gomon:h2:mem:" + rest);
  }

  @Test
  void connection_ofAUrl_notReturned_isReportedAtTheNext() throws SQLException {
    open("leak").close();
    gomon.gomon().settings().set("jdbc.leak-after", "1ms");
    try (Connection kept = open("leak")) {
      for (int i = 0; i < 5_000 && gomon.events("sql-leak").isEmpty(); i++) {
        open("other").close();
        open("leak").close();
      }
      assertThat(kept.isClosed()).isFalse();
    }
    List<Event> leaks = gomon.events("sql-leak");
    assertThat(leaks).hasSize(1);
    assertThat(leaks.get(0).get("how")).isEqualTo("overdue");
    assertThat(leaks.get(0).get("location")).asString().startsWith("UrlDatabasesTest.java:");
  }

  @Test
  void product_onceKnown_isKnownOfTheNextConnection() throws SQLException {
    try (Connection first = open("product")) {
      assertThat(first.getMetaData().getDatabaseProductName()).isEqualTo("H2");
    }
    try (Connection second = open("product;USER=sa;PASSWORD=")) {
      assertThat(second.isClosed()).isFalse();
      gomon.gomon().flush(Duration.ofSeconds(10));
      assertThat(gomon.events("sql-wconn")).hasSize(3);
      assertThat(gomon.events("sql-wconn").get(2).get("db")).isEqualTo("H2");
    }
  }

  @Test
  void databases_many_areForgotten_butThoseInUse() {
    UrlDatabases databases = new UrlDatabases();
    var used = databases.of("jdbc:h2:mem:used");
    for (int i = 0; i < 1_000; i++) {
      databases.of("jdbc:h2:mem:" + i);
      assertThat(databases.of("jdbc:h2:mem:used;PASSWORD=" + i)).isSameAs(used);
      assertThat(databases.size()).isLessThanOrEqualTo(UrlDatabases.MAX_DATABASES);
    }
  }
}
