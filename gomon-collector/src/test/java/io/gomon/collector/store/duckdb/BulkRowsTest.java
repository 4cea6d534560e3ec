/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

/** Rows that cannot be written are told, the last ones, too. */
final class BulkRowsTest {
  @Test
  void append_lastRowRefused_failsInsteadOfACommitThatRollsBack() throws Exception {
    try (DuckDBConnection connection =
            (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE numbers (n BIGINT NOT NULL)");
      statement.execute("BEGIN TRANSACTION");
      assertThatThrownBy(() -> append(connection, true)).isInstanceOf(SQLException.class);
      statement.execute("ROLLBACK");
      append(connection, false);
      try (ResultSet row = statement.executeQuery("SELECT count(*) FROM numbers")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(3_000);
      }
    }
  }

  private static void append(DuckDBConnection connection, boolean refused) throws SQLException {
    BulkRows.append(
        connection,
        "memory",
        "numbers",
        row -> {
          for (int i = 1; i <= 3_000; i++) {
            row.beginRow();
            if (refused && i == 3_000) {
              row.appendNull();
            } else {
              row.append((long) i);
            }
            row.endRow();
          }
        });
  }
}
