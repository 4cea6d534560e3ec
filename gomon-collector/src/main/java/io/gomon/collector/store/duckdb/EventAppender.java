/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;
import java.sql.SQLException;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes rows in bulk. The caller has begun the transaction: an appender does not begin one. */
final class EventAppender {
  private EventAppender() {}

  static void append(
      DuckDBConnection connection, String catalog, String table, Collection<CollectedEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender(catalog, "main", table)) {
      for (CollectedEvent event : events) {
        appendRow(appender, event);
      }
    }
  }

  private static void appendRow(DuckDBAppender row, CollectedEvent event) throws SQLException {
    row.beginRow();
    row.append(event.idHigh()).append(event.idLow());
    row.append(event.parentHigh()).append(event.parentLow());
    row.append(event.traceHigh()).append(event.traceLow());
    row.append(event.appIdHigh()).append(event.appIdLow());
    row.append(event.service()).append(event.fingerprint()).append(event.operation());
    row.append(event.startNanos()).append(event.lapsedNanos()).append(event.failed());
    row.append(event.attributes());
    row.endRow();
  }
}
