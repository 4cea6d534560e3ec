/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * A temporary table of event keys on the writer's connection, joined with a day's tables: one
 * statement for a batch instead of one for each event. The applier's own.
 */
final class PickedKeys {
  private static final String SAME_KEY =
      "e.id_low = p.id_low AND e.id_high = p.id_high"
          + " AND (p.id_high <> 0"
          + " OR (e.trace_high = p.trace_high AND e.trace_low = p.trace_low))";

  private final DuckDBConnection connection;

  private PickedKeys(DuckDBConnection connection) {
    this.connection = connection;
  }

  static PickedKeys create(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE picked_keys"
              + " (id_high BIGINT, id_low BIGINT, trace_high BIGINT, trace_low BIGINT)");
    }
    return new PickedKeys(connection);
  }

  /** Which of the keys are in the day's table {@code events}, among those of a span of starts. */
  Set<EventKey> findStored(
      String catalog, Collection<EventKey> keys, long minStartNanos, long maxStartNanos)
      throws SQLException {
    pick(keys);
    Set<EventKey> stored = new HashSet<>();
    String sql =
        "SELECT p.id_high, p.id_low, p.trace_high, p.trace_low FROM temp.picked_keys p JOIN"
            + (" (SELECT " + EventColumns.UNPACKED + " FROM " + catalog + ".events")
            + (" WHERE start_nanos BETWEEN ? AND ?) e ON " + SAME_KEY);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(SqlText.withValues(sql, minStartNanos, maxStartNanos))) {
      while (row.next()) {
        stored.add(new EventKey(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
      }
    }
    return stored;
  }

  /** Fills the table. Outside of a day's transaction, which may write to one database only. */
  void pick(Collection<EventKey> keys) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE temp.picked_keys");
    }
    BulkRows.append(
        connection,
        "temp",
        "picked_keys",
        row -> {
          for (EventKey key : keys) {
            row.beginRow();
            row.append(key.idHigh()).append(key.idLow());
            row.append(key.traceHigh()).append(key.traceLow());
            row.endRow();
          }
        });
  }

  /**
   * Deletes the picked keys from the day's announcements.
   *
   * @return how many there were
   */
  int deleteOpen(String catalog) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          "DELETE FROM " + catalog + ".open_events e USING temp.picked_keys p WHERE " + SAME_KEY);
    }
  }
}
