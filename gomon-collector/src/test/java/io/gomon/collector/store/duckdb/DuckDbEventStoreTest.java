/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbEventStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void apply_openThenClosedInOtherBatch_keepsClosedOnly() throws Exception {
    CollectedEvent event = EventFixture.request(1, NOW_NANOS).event();
    CollectedEvent open = EventFixture.request(1, NOW_NANOS).open().event();
    try (DuckDbEventStore store = DuckDbEventStore.open(settings())) {
      store.apply(1, List.of(open));
      assertThat(count(store, ":open")).isEqualTo(1);
      store.apply(2, List.of(event));
      store.apply(3, List.of(open, event));
      assertThat(count(store, ":open")).isZero();
      assertThat(count(store, ":finished")).isEqualTo(1);
    }
    try (DuckDbEventStore store = DuckDbEventStore.open(settings())) {
      assertThat(store.appliedPosition()).isEqualTo(3);
      assertThat(count(store, ":all")).isEqualTo(1);
    }
  }

  private StoreSettings settings() {
    return StoreSettings.of(folder).withClock(() -> NOW);
  }

  static long count(DuckDbEventStore store, String table) throws Exception {
    return store.read(
        Long.MIN_VALUE + 1,
        Long.MAX_VALUE,
        Duration.ofSeconds(10),
        session -> {
          try (var statement = session.prepare("SELECT count(*) FROM " + table);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
