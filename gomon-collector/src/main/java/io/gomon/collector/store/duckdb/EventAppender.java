/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes rows in bulk. The caller has begun the transaction: an appender does not begin one. */
final class EventAppender {
  private EventAppender() {}

  /** Finished events, in the order in which they shall lie: those of a trace together. */
  static void appendFinished(
      DuckDBConnection connection, String catalog, List<CollectedEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    List<PackedIds> ids = PackedIds.of(events);
    BulkRows.append(
        connection,
        catalog,
        DaySchema.EVENTS,
        row -> {
          for (int i = 0; i < events.size(); i++) {
            row.beginRow();
            appendIds(row, events.get(i), ids.get(i));
            appendContent(row, events.get(i));
            row.endRow();
          }
        });
  }

  private static void appendIds(DuckDBAppender row, CollectedEvent event, PackedIds ids)
      throws SQLException {
    row.append(event.traceHigh()).append(event.traceLow());
    row.append(event.appIdHigh() + "," + event.appIdLow());
    row.append((byte) ids.form()).append(ids.givenHigh());
    row.append(ids.base()).append((short) ids.offset());
    row.append(ids.parentGivenHigh()).append(ids.parentGivenLow());
    row.append((short) ids.parentOffset());
  }

  static void appendOpen(DuckDBConnection connection, String catalog, List<CollectedEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    BulkRows.append(
        connection,
        catalog,
        DaySchema.OPEN_EVENTS,
        row -> {
          for (CollectedEvent event : events) {
            row.beginRow();
            row.append(event.idHigh()).append(event.idLow());
            row.append(event.parentHigh()).append(event.parentLow());
            row.append(event.traceHigh()).append(event.traceLow());
            row.append(event.appIdHigh()).append(event.appIdLow());
            appendContent(row, event);
            row.endRow();
          }
        });
  }

  private static void appendContent(DuckDBAppender row, CollectedEvent event) throws SQLException {
    row.append(event.service()).append(event.fingerprint()).append(event.operation());
    row.append(event.startNanos()).append(event.lapsedNanos()).append(event.failed());
    row.append(event.attributes());
  }
}
