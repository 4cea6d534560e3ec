/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.testkit.GomonExtension;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RowsTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = MonitoredDataSource.wrap(Databases.h2WithItems()).getConnection();
    statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void rows_nothingRead_onlyCounts() throws SQLException {
    try (ResultSet rows = statement.executeQuery("select id from item")) {
      while (rows.next()) {
        // The application counts.
      }
    }
    assertThat(rows().get("row-count")).isEqualTo(20L);
    assertThat(rows().get("rows")).isNull();
  }

  @Test
  void rows_columnsReadInAnotherOrderOrSkipped_areAligned() throws SQLException {
    try (ResultSet rows = statement.executeQuery("select id, name from item order by id")) {
      rows.next();
      rows.getInt("id");
      rows.next();
      rows.getString("name");
      rows.getInt("id");
      rows.getInt("id");
      rows.next();
      rows.getString("name");
    }
    assertThat(rows().get("columns")).isEqualTo(List.of("id", "name"));
    assertThat(rows().get("rows"))
        .isEqualTo(
            List.of(Arrays.asList(1L, null), List.of(2L, "item 2"), Arrays.asList(null, "item 3")));
  }

  @Test
  void rows_sixColumns_areAllThere() throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select 1, cast(2.5 as double precision), true, date '2026-01-02', 3.10, null")) {
      rows.next();
      for (int i = 1; i <= 6; i++) {
        rows.getObject(i);
      }
    }
    assertThat(rows().get("rows"))
        .isEqualTo(List.of(Arrays.asList(1L, 2.5, true, "2026-01-02", "3.10", null)));
  }

  @Test
  void rows_secretColumns_areMasked() throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("select name, password, upper(password) from item")) {
      rows.next();
      rows.getString("PASSWORD");
      rows.getString(1);
      rows.getString(2);
      rows.getString(3);
    }
    assertThat(rows().get("rows")).isEqualTo(List.of(List.of("***", "item 1", "***", "***")));
    assertThat(gomon.events().toString() + rows().get("rows")).doesNotContain("hidden");
  }

  @Test
  void rows_lobsAndStreams_stayWithTheApplication() throws SQLException, IOException {
    try (ResultSet rows =
        statement.executeQuery("select picture, text, picture, picture from item")) {
      rows.next();
      assertThat(rows.getBlob(1).length()).isEqualTo(2);
      assertThat(rows.getClob(2).getSubString(1, 4)).isEqualTo("long");
      assertThat(rows.getBinaryStream(3).readAllBytes()).containsExactly(1, 2);
      assertThat(rows.getBytes(4)).containsExactly(1, 2);
    }
    assertThat(rows().get("rows"))
        .isEqualTo(List.of(List.of("<blob>", "<clob>", "<stream>", "<2 bytes>")));
  }

  @Test
  void rows_applicationAsksWasNull_isNull() throws SQLException {
    try (ResultSet rows = statement.executeQuery("select cast(null as int)")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
      assertThat(rows.wasNull()).isTrue();
    }
    assertThat(rows().get("rows")).isEqualTo(List.of(Arrays.asList((Object) null)));
  }

  @Test
  void rows_readAndNot_areMeasured() throws SQLException {
    try (ResultSet rows = statement.executeQuery("select id, name from item order by id")) {
      while (rows.next()) {
        if (rows.getRow() > 5) {
          rows.getInt(1);
          rows.getString(2);
        }
      }
    }
    assertThat(rows().get("rows-unread")).isEqualTo(5L);
    // 15 numbers of 8 bytes, 4 names of 6 characters and 11 of 7.
    assertThat(rows().get("bytes")).isEqualTo(15 * 8L + 4 * 6 + 11 * 7);
    assertThat(rows().get("fetch-pauses")).isNull();
  }

  @Test
  void rows_fetchSizeSet_timesTheRowsAtWhichTheDriverFetches() throws SQLException {
    statement.setFetchSize(7);
    try (ResultSet rows = statement.executeQuery("select id from item")) {
      while (rows.next()) {
        rows.getInt(1);
      }
    }
    assertThat(rows().get("fetch-pauses")).isEqualTo(2L);
    assertThat((long) rows().get("fetch-nanos")).isPositive();
    assertThat((long) rows().get("fetch-max-nanos"))
        .isPositive()
        .isLessThan((long) rows().get("fetch-nanos"));
  }

  @Test
  void rows_columnsSelectedInVain_areCounted() throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("select id, (select max(id) from item), name from item")) {
      rows.next();
      rows.getInt(1);
    }
    assertThat(rows().get("columns-unread")).isEqualTo(2L);
  }

  @Test
  void rows_scrolled_countsEachRowGoneTo() throws SQLException {
    try (ResultSet rows = statement.executeQuery("select id from item order by id")) {
      assertThat(rows.last()).isTrue();
      rows.getInt(1);
      assertThat(rows.absolute(3)).isTrue();
      rows.getInt(1);
      rows.beforeFirst();
      assertThat(rows.previous()).isFalse();
    }
    assertThat(rows().get("row-count")).isEqualTo(2L);
    assertThat(rows().get("rows")).isEqualTo(List.of(List.of(20L), List.of(3L)));
  }

  @Test
  void rows_limitSetWhileRunning_counts() throws SQLException {
    gomon.gomon().settings().set("jdbc.max-rows", 2);
    gomon.gomon().settings().set("jdbc.value-length", 4);
    try (ResultSet rows = statement.executeQuery("select name from item")) {
      while (rows.next()) {
        rows.getString(1);
      }
    }
    assertThat(rows().get("rows")).isEqualTo(List.of(List.of("item"), List.of("item")));
  }

  @Test
  void rows_statementRunsAgain_areFinished() throws SQLException {
    ResultSet first = statement.executeQuery("select id from item");
    first.next();
    statement.executeQuery("select name from item");
    assertThat(gomon.events("sql-wrows")).hasSize(1);
    statement.close();
    assertThat(gomon.events("sql-wrows")).hasSize(2);
  }

  @Test
  void rows_moreResults_areFinished() throws SQLException {
    assertThat(statement.execute("select id from item")).isTrue();
    statement.getResultSet().next();
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(rows().get("row-count")).isEqualTo(1L);
    assertThat(rows().parentLow()).isEqualTo(gomon.events("sql-wconn-exec").get(0).idLow());
  }

  @Test
  void rows_keptWhileGoingOn_areNotFinished() throws SQLException {
    ResultSet kept = statement.executeQuery("select id from item");
    statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
    statement.getMoreResults();
    assertThat(gomon.events("sql-wrows")).isEmpty();
    kept.close();
    assertThat(rows().get("row-count")).isEqualTo(0L);
  }

  @Test
  void rows_connectionClosedWithAllOpen_areFinished() throws SQLException {
    PreparedStatement prepared = connection.prepareStatement("select id from item");
    prepared.executeQuery().next();
    statement.executeQuery("select name from item").next();
    connection.close();
    assertThat(gomon.events("sql-wrows")).hasSize(2);
    assertThat(gomon.events("conn-prepare")).hasSize(1);
  }

  @Test
  void closeOnCompletion_resultClosed_finishesTheStatement() throws SQLException {
    PreparedStatement prepared = connection.prepareStatement("select id from item");
    prepared.closeOnCompletion();
    prepared.executeQuery().close();
    assertThat(prepared.isClosed()).isTrue();
    assertThat(gomon.events("conn-prepare")).hasSize(1);
  }

  private Event rows() {
    List<Event> events = gomon.events("sql-wrows");
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
