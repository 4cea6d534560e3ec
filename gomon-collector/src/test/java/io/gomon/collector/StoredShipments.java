/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What of the {@link Shipment}s is in a store, read when no collector has it open. */
final class StoredShipments {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int RETENTION_DAYS = 400;

  private static final String COUNT =
      "SELECT CASE WHEN operation LIKE '"
          + Shipment.POINTS_OF
          + "%' THEN CAST(substr(operation, "
          + (Shipment.POINTS_OF.length() + 1)
          + ") AS BIGINT) ELSE trace_high END AS number, count(*),"
          + " count(DISTINCT (id_high, id_low)) FROM :all"
          + " WHERE (trace_low = ? OR operation LIKE '"
          + Shipment.POINTS_OF
          + "%') AND start_nanos >= ? AND start_nanos < ? GROUP BY 1";

  private final Map<Long, Long> rows = new HashMap<>();
  private final Map<Long, Long> distinct = new HashMap<>();

  private StoredShipments() {}

  /** Reads all that began in a time. A window after the other, since ids are many. */
  static StoredShipments read(Path data, long fromNanos, long toNanos) throws Exception {
    StoredShipments found = new StoredShipments();
    StoreSettings settings =
        StoreSettings.of(data.resolve("store")).withRetentionDays(RETENTION_DAYS);
    try (DuckDbEventStore store = DuckDbEventStore.open(settings)) {
      for (long from = fromNanos; from < toNanos; from += WINDOW_NANOS) {
        found.add(store, from, Math.min(toNanos, from + WINDOW_NANOS));
      }
    }
    return found;
  }

  private void add(DuckDbEventStore store, long fromNanos, long toNanos) throws Exception {
    store.read(
        fromNanos,
        toNanos,
        Duration.ofMinutes(1),
        session -> {
          try (ResultSet row = session.query(COUNT, Shipment.TRACE_LOW, fromNanos, toNanos)) {
            while (row.next()) {
              rows.merge(row.getLong(1), row.getLong(2), Long::sum);
              distinct.merge(row.getLong(1), row.getLong(3), Long::sum);
            }
          }
          return rows.size();
        });
  }

  /** How many rows a batch has. */
  long rows(long number) {
    return rows.getOrDefault(number, 0L);
  }

  /** How many ids its rows have. */
  long ids(long number) {
    return distinct.getOrDefault(number, 0L);
  }

  /** The numbers of all batches of which something is there. */
  Iterable<Long> numbers() {
    return rows.keySet();
  }

  long allRows() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }
}
