/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.listener.EventJson;
import io.gomon.testkit.GomonExtension;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A column that is secret for this application alone: one call to the builder hides it everywhere.
 */
class SecretColumnTest {
  private static final String CANARY = "canary-flu";

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(setUp -> setUp.secretKey("diagnosis"));

  private final DataSource dataSource = MonitoredDataSource.wrap(patients());
  private Connection connection;

  private static JdbcDataSource patients() {
    JdbcDataSource driver = Databases.h2();
    try (Connection raw = driver.getConnection();
        Statement statement = raw.createStatement()) {
      statement.execute(
          "create table patient (id int auto_increment primary key, name varchar(50), diagnosis"
              + " varchar(50) default '"
              + CANARY
              + "')");
      statement.execute("insert into patient (name) values ('Ann')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return driver;
  }

  @BeforeEach
  void open() throws SQLException {
    connection = dataSource.getConnection();
  }

  @AfterEach
  void nothingIsShown() throws SQLException {
    connection.close();
    assertThat(gomon.events()).isNotEmpty();
    for (Event event : gomon.events()) {
      assertThat(EventJson.toJson(event)).doesNotContain(CANARY);
    }
  }

  private List<Object> rows() {
    return gomon.events("sql-wrows").stream().map(e -> e.get("rows")).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into patient (name, diagnosis) values (?, ?)",
        "insert into patient (diagnosis, name) select ?, ? from patient where id = 1",
        "update patient set diagnosis = ? where name <> ?",
        "update patient p set p.diagnosis = upper(?) where p.\"DIAGNOSIS\" <> ?",
        "delete from patient where diagnosis in (?, ?)",
      })
  void params_boundToIt_areMasked(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sql.contains("(name, d") ? "Bob" : CANARY);
      statement.setString(2, sql.contains("(diagnosis, n") ? "Bob" : CANARY);
      if (sql.endsWith("<> ?") && !sql.contains("upper")) {
        statement.setString(2, "Bob");
      }
      statement.addBatch();
      statement.executeBatch();
      statement.executeUpdate();
    }
    List<Event> runs = gomon.events("sql-wstmt-exec");
    assertThat(runs).hasSize(2);
    assertThat(runs).allSatisfy(run -> assertThat(run.get("params").toString()).contains("***"));
  }

  /** Whatever is read, by label and by index; the first column is no secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select name, diagnosis from patient",
        "select name, diagnosis as d from patient",
        "select name, upper(diagnosis) || 'x' as d from patient",
        "select p.name, p.diagnosis d from patient p",
        "select name, case when id > 0 then diagnosis else '' end as d from patient",
        "select name, (select max(diagnosis) from patient) as d from patient",
        "select name, d from (select name, diagnosis as d from patient) as p",
        "select name, e from (select name, d as e from (select name, diagnosis d from patient))",
        "with p as (select name, lower(diagnosis) as d from patient) select name, d from p",
        "select name, '' as d from patient where id < 0 union select name, diagnosis from patient",
        "select name, p.* from patient p",
        "select name, coalesce(p.diagnosis, '') as \"D\" from patient p",
        "select name, diagnosis as \"from\" from patient",
        "select name, min(d) from (select name, diagnosis as d from patient) group by name",
        "select * from (select name, diagnosis as d from patient)",
        "with p as (select name, diagnosis as d from patient) select p.* from p",
        "with p (n, d) as (select name, diagnosis from patient) select n, d from p",
        "with p (n, d) as (select name, diagnosis from patient) select * from p",
        "select n, d from (select name, diagnosis from patient) as p (n, d)",
        "(select name, diagnosis as d from patient)",
        "select name, '' as d from patient where id < 0 union (select name, diagnosis from patient)",
        "select name, d from (select name, '' as d from patient where id < 0 union all"
            + " select name, diagnosis from patient)",
      })
  void rows_ofIt_areMasked(String sql) throws SQLException {
    for (int i = 0; i < 2; i++) {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        assertThat(result.next()).isTrue();
        int last = result.getMetaData().getColumnCount();
        assertThat(result.getString(1)).isEqualTo("Ann");
        assertThat(result.getString(last)).containsIgnoringCase(CANARY);
        result.getString(result.getMetaData().getColumnLabel(last));
      }
    }
    assertThat(rows())
        .containsExactly(
            List.of(List.of("Ann", "***", "***")), List.of(List.of("Ann", "***", "***")));
  }

  /** Which column is which, is not told by the text; so it is told by what the application asks. */
  @Test
  void rowsOfAStar_readByIndex_areMaskedUntilTheNamesAreKnown() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select * from patient")) {
      for (int i = 0; i < 4; i++) {
        try (ResultSet result = query.executeQuery()) {
          result.next();
          if (i == 1 || i == 2) {
            assertThat(result.getMetaData().getColumnCount()).isEqualTo(3);
          }
          result.getInt(1);
          result.getString(2);
          result.getString(3);
        }
      }
    }
    assertThat(rows())
        .containsExactly(
            List.of(List.of("***", "***", "***")),
            List.of(List.of(1L, "Ann", "***")),
            List.of(List.of(1L, "Ann", "***")),
            List.of(List.of("***", "***", "***")));
  }

  @Test
  void rowsOfAStar_whoseTableHasChanged_followTheNames() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < 2; i++) {
        try (ResultSet result = statement.executeQuery("select * from patient")) {
          result.next();
          assertThat(result.getMetaData().getColumnCount()).isEqualTo(3);
          result.getString(2);
          result.getString(3);
        }
        statement.execute("alter table patient drop column name");
        statement.execute("alter table patient add name varchar(10) default 'Ann'");
      }
    }
    assertThat(rows())
        .containsExactly(List.of(List.of("Ann", "***")), List.of(List.of("***", "Ann")));
  }

  /** As Spring reads: by index, having asked for the names. */
  @Test
  void jdbcTemplate_overAStar_showsTheOthers() {
    List<Map<String, Object>> read =
        new JdbcTemplate(dataSource).queryForList("select * from patient");
    assertThat(read.get(0).get("DIAGNOSIS")).isEqualTo(CANARY);
    assertThat(rows()).containsExactly(List.of(List.of(1L, "Ann", "***")));
  }

  @Test
  void starsThatAreNoColumns_hideNothing() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select count(*), 2 * 3, id * 4, (id) * 5 from patient group by id")) {
      result.next();
      for (int i = 1; i < 5; i++) {
        result.getInt(i);
      }
    }
    assertThat(rows()).containsExactly(List.of(List.of(1L, 6L, 4L, 5L)));
  }

  @Test
  void generatedKeys_ofIt_areMasked() throws SQLException {
    String[] names = {"ID", "DIAGNOSIS"};
    try (PreparedStatement insert =
        connection.prepareStatement("insert into patient (name) values (?)", names)) {
      insert.setString(1, "Bob");
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        assertThat(keys.getString(2)).isEqualTo(CANARY);
        assertThat(keys.getString("DIAGNOSIS")).isEqualTo(CANARY);
        keys.getInt(1);
      }
    }
    assertThat(rows()).containsExactly(List.of(List.of("***", "***", 2L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into patient (name, diagnosis) values ('Bob', 'canary-flu'), ('Eve', 'canary-flu')",
        "insert into patient (name, diagnosis) select 'Bob', 'canary-flu'",
        "update patient set diagnosis = 'canary-flu', name = 'Bob'",
        "update patient set name = 'Bob', diagnosis = concat('a', 'canary-flu')",
        "delete from patient where diagnosis in ('a', 'canary-flu')",
        "delete from patient where diagnosis between 'a' and 'canary-flu'",
        "delete from patient where 'canary-flu' = diagnosis or name = 'Bob'",
        "delete from patient where diagnosis like $$canary-flu$$",
        "update patient set diagnosis = case id when 1 then 'canary-flu' else 'b' end",
      })
  void literals_ofIt_areNotShown(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(sql)) {
      statement.execute(sql);
      statement.addBatch(sql);
      statement.executeBatch();
      prepared.execute();
    }
    assertThat(gomon.events("sql-wconn-exec")).hasSize(2);
    assertThat(gomon.events("sql-wconn-exec"))
        .allSatisfy(run -> assertThat(run.get("query")).isEqualTo(run.get("shape")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select diagnosis, 'shown' from patient where name = 'shown' limit 5",
        "update patient set name = 'shown'",
        "insert into patient (name, diagnosis) values ('shown', upper(null))",
      })
  void literals_ofOthers_areShown(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    assertThat(gomon.events("sql-wconn-exec").get(0).get("query")).isEqualTo(sql);
  }

  /** No database of these tests has parameters with names. */
  @Test
  void namedParams_ofIt_areMasked() throws SQLException {
    DataSource scripted = MonitoredDataSource.wrap(new ScriptedDriver().dataSource());
    String read;
    try (Connection other = scripted.getConnection();
        CallableStatement call = other.prepareCall("{call visit(?, ?)}")) {
      call.setString("the_diagnosis", CANARY);
      call.setString("name", "Bob");
      call.execute();
      read = call.getString("Diagnosis");
    }
    assertThat(read).isNotEmpty();
    assertThat(gomon.events("sql-wstmt-exec").get(0).get("named-params"))
        .isEqualTo(Map.of("the_diagnosis", "***", "name", "Bob"));
    assertThat(gomon.events("conn-prepare").get(0).get("out-params"))
        .isEqualTo(Map.of("Diagnosis", "***"));
  }
}
