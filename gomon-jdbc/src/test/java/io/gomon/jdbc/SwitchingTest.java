/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.Gomon;
import io.gomon.testkit.GomonExtension;
import io.gomon.testkit.RecordingListener;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** GoMon is switched off, on, or replaced while connections and statements are open. */
class SwitchingTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final DataSource dataSource = MonitoredDataSource.wrap(Databases.h2WithItems());

  @Test
  void disabled_worksAndRecordsNothing() throws SQLException {
    gomon.gomon().disable();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement("select id from item where id = ?")) {
      run(query);
      assertThat(query.getConnection()).isSameAs(connection);
    }
    assertThat(gomon.events()).isEmpty();
  }

  @Test
  void enabled_whileOpen_recordsFromThenOn() throws SQLException {
    gomon.gomon().disable();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement("select id from item where id = ?")) {
      run(query);
      gomon.gomon().enable();
      run(query);
    }
    Event connection = gomon.events("sql-wconn").get(0);
    assertThat(connection.isRoot()).isTrue();
    assertThat(gomon.events("sql-wconn")).hasSize(2);
    assertThat(gomon.events("sql-wstmt-query")).hasSize(1);
    assertThat(gomon.events("sql-wstmt-query").get(0).parentLow()).isEqualTo(connection.idLow());
    assertThat(gomon.events("sql-wrows").get(0).get("rows")).isEqualTo(List.of(List.of(7L)));
  }

  @Test
  void replaced_whileOpen_theNewOneGetsTheRest() throws SQLException {
    RecordingListener second = new RecordingListener();
    Gomon other =
        Gomon.builder("other").listener(second).shutdownHook(false).discoverPlugins(false).start();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query = connection.prepareStatement("select id from item where id = ?")) {
      run(query);
      Gomon.setGlobal(other);
      run(query);
    } finally {
      Gomon.setGlobal(gomon.gomon());
    }
    other.stop(Duration.ofSeconds(10));
    assertThat(gomon.events("sql-wstmt-query")).hasSize(1);
    assertThat(gomon.events("sql-wconn")).hasSize(2);
    assertThat(second.events("sql-wstmt-query")).hasSize(1);
    assertThat(second.events("sql-wconn")).hasSize(2);
    assertThat(second.events("sql-wstmt-query").get(0).parentLow())
        .isEqualTo(second.events("sql-wconn").get(0).idLow());
    assertThat(other.stats().dropped()).isZero();
  }

  @Test
  void stopped_whileOpen_theApplicationGoesOn() throws SQLException {
    Gomon other = Gomon.builder("other").shutdownHook(false).discoverPlugins(false).start();
    try (Connection connection =
            MonitoredDataSource.wrap(Databases.h2WithItems(), other).getConnection();
        PreparedStatement query = connection.prepareStatement("select id from item where id = ?")) {
      other.stop(Duration.ofSeconds(10));
      run(query);
    }
    assertThat(other.isEnabled()).isFalse();
  }

  /** What a text means depends on who reads it; here it is read before it is described. */
  @Test
  void prepareOff_textIsReadAsItsDatabaseDoes() throws SQLException {
    gomon.gomon().settings().set("jdbc.prepare", false);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement query =
            connection.prepareStatement("select id, 'a\\', name from item where id = ?")) {
      run(query);
    }
    assertThat(gomon.events("conn-prepare")).isEmpty();
    assertThat(gomon.events("sql-wstmt-query").get(0).get("params")).isEqualTo(List.of(7L));
    assertThat(gomon.events("sql-wrows").get(0).get("rows")).isEqualTo(List.of(List.of(7L)));
  }

  private static void run(PreparedStatement query) throws SQLException {
    query.setInt(1, 7);
    try (ResultSet rows = query.executeQuery()) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
  }
}
