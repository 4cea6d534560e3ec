/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbEngineTest {
  private static final int ROWS = 1_000_000;

  @TempDir Path folder;

  /** More rows than a row group has: a setting that saves memory mixed their parts up. */
  @Test
  void preparedOrderBy_manyRows_comeInThatOrder() throws Exception {
    try (DuckDbEngine engine = DuckDbEngine.start(StoreSettings.of(folder), folder);
        Connection connection = engine.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE memory.main.t AS SELECT (hash(i) % 100000000)::BIGINT AS x FROM range("
              + ROWS
              + ") r(i)");
      for (int i = 0; i < 3; i++) {
        assertInOrder(connection);
      }
    }
  }

  private static void assertInOrder(Connection connection) throws SQLException {
    String sql = "SELECT x FROM memory.main.t ORDER BY x";
    try (PreparedStatement ordered = connection.prepareStatement(sql);
        ResultSet row = ordered.executeQuery()) {
      long former = -1;
      long rows = 0;
      while (row.next()) {
        assertThat(row.getLong(1)).isGreaterThanOrEqualTo(former);
        former = row.getLong(1);
        rows++;
      }
      assertThat(rows).isEqualTo(ROWS);
    }
  }
}
