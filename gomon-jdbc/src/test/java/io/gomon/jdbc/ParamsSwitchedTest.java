/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.Gomon;
import io.gomon.testkit.GomonExtension;
import io.gomon.testkit.RecordingListener;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parameters that were bound under other rules than those under which they are executed. */
class ParamsSwitchedTest {
  private static final String INSERT = "insert into item (id, name) values (?, ?)";

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = MonitoredDataSource.wrap(Databases.h2WithItems()).getConnection();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void keepParams(boolean kept) {
    gomon.gomon().settings().set("jdbc.params", kept);
  }

  private static void bind(PreparedStatement insert, int id) throws SQLException {
    insert.setInt(1, id);
    insert.setString(2, "canary");
  }

  @Test
  void batch_paramsForbiddenMeanwhile_hasNone() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(insert, 100);
      insert.addBatch();
      keepParams(false);
      insert.executeBatch();
      bind(insert, 101);
      insert.addBatch();
      keepParams(true);
      insert.executeBatch();
    }
    List<Event> batches = gomon.events("sql-wstmt-exec");
    assertThat(batches).hasSize(2);
    assertThat(batches).allSatisfy(batch -> assertThat(batch.get("params")).isNull());
    assertThat(batches).allSatisfy(batch -> assertThat(batch.get("batch")).isEqualTo(1L));
  }

  /** What was bound first is not what is executed. */
  @Test
  void params_forbiddenForAWhile_areNotThoseOfBefore() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(insert, 100);
      keepParams(false);
      bind(insert, 101);
      keepParams(true);
      insert.executeUpdate();
      bind(insert, 102);
      insert.executeUpdate();
    }
    List<Event> runs = gomon.events("sql-wstmt-exec");
    assertThat(runs.get(0).get("params")).isNull();
    assertThat(runs.get(1).get("params")).isEqualTo(List.of(102L, "canary"));
  }

  @Test
  void outParams_forbiddenMeanwhile_areNotShown() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create alias answer as 'int answer(int a) { return a + 1; }'");
    }
    try (CallableStatement call = connection.prepareCall("{? = call answer(?)}")) {
      call.registerOutParameter(1, Types.INTEGER);
      call.setInt(2, 41);
      call.execute();
      assertThat(call.getInt(1)).isEqualTo(42);
      keepParams(false);
    }
    assertThat(gomon.events("conn-prepare").get(0).get("out-params")).isNull();
  }

  @Test
  void policy_withOtherSecrets_masksWhatWasBoundBefore() throws SQLException {
    RecordingListener second = new RecordingListener();
    Gomon stricter =
        Gomon.builder("stricter")
            .listener(second)
            .secretKey("name")
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    try (PreparedStatement batch = connection.prepareStatement(INSERT);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(batch, 100);
      batch.addBatch();
      bind(insert, 101);
      Gomon.setGlobal(stricter);
      batch.executeBatch();
      insert.executeUpdate();
      bind(insert, 102);
      insert.executeUpdate();
    } finally {
      Gomon.setGlobal(gomon.gomon());
    }
    stricter.stop(Duration.ofSeconds(10));
    List<Event> runs = second.events("sql-wstmt-exec");
    assertThat(runs).hasSize(3);
    assertThat(runs)
        .allSatisfy(run -> assertThat(String.valueOf(run.get("params"))).doesNotContain("canary"));
    assertThat(runs.get(2).get("params")).isEqualTo(List.of(102L, "***"));
  }
}
