/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of day files, of new ones and of those that have larger ones. */
final class BlockSizeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void newDay_written_hasSmallBlocks() throws Exception {
    try (DuckDbEventStore store = open()) {
      store.apply(1, List.of(EventFixture.request(1, NOW_NANOS).event()));
    }
    assertThat(blockBytes()).isEqualTo(128 << 10);
  }

  @Test
  void dayWithLargeBlocks_writtenAgain_isFoundAndKeepsThem() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file())) {
      DaySchema.createTables(connection, "\"events-2026-11-21\"");
    }
    CollectedEvent event = EventFixture.request(1, NOW_NANOS).event();
    try (DuckDbEventStore store = open()) {
      store.apply(1, List.of(event));
    }
    assertThat(blockBytes()).isEqualTo(256 << 10);
    try (DuckDbEventStore store = open()) {
      assertThat(
              DuckDbQueries.create(store, QueryLimits.DEFAULT)
                  .trace(event.traceHigh(), event.traceLow()))
          .isNotNull();
    }
  }

  private DuckDbEventStore open() throws StoreException {
    return DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW));
  }

  private Path file() {
    return folder.resolve("events-2026-11-21.duckdb");
  }

  private long blockBytes() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA database_size")) {
      row.next();
      return row.getLong("block_size");
    }
  }
}
