/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.query.MemoryPoint;
import io.gomon.collector.rollup.duckdb.Cells;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.EventFixture;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a virtual machine's metrics, in a real store. */
final class JvmMetricSqlTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

  @TempDir Path folder;

  /** Else the runs behind it would lose their points to the statement's limit. */
  @Test
  void rows_labelsWithoutEnd_areOneForEachSourceOfARun() throws Exception {
    List<CollectedEvent> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      events.add(metric(3 * i + 1, "jvm.thread.count", "{\"state\":\"s" + i + "\"}"));
      events.add(metric(3 * i + 2, "jvm.memory.used", "{\"jvm.memory.type\":\"t" + i + "\"}"));
      events.add(metric(3 * i + 3, "system.cpu.utilization", "{\"cpu.mode\":\"m" + i + "\"}"));
    }
    events.add(metric(200, "system.cpu.utilization", "{\"cpu.mode\":\"idle\"}"));
    long to = NOW_NANOS + 1_000_000_000L;
    try (DuckDbEventStore store =
        DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> NOW))) {
      store.apply(1, events);
      List<Integer> rows = new ArrayList<>();
      List<MemoryPoint> points = new ArrayList<>();
      store.read(
          NOW_NANOS,
          to,
          Duration.ofSeconds(10),
          session -> {
            Cells cells = Cells.of(session, NOW_NANOS, to, 1_000_000_000L);
            String sql = JvmMetricSql.sql(session, cells, "shop");
            rows.addAll(Rows.read(session, sql, List.of("shop"), row -> row.getInt(4)));
            JvmMetricSql.points(session, cells, "shop").values().forEach(points::addAll);
            return true;
          });
      assertThat(rows).doesNotHaveDuplicates().hasSize(2);
      assertThat(points).extracting(MemoryPoint::threads).containsExactly(25L);
      assertThat(points).extracting(MemoryPoint::cpuSystem).containsExactly(0.5);
    }
  }

  private static CollectedEvent metric(long id, String name, String labels) {
    return EventFixture.request(id, NOW_NANOS + id)
        .kind("metric", name)
        .lapsed(0)
        .attributes("{\"labels\":" + labels + ",\"value\":0.5}")
        .event();
  }
}
