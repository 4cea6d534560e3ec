/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.ServiceEdge;
import io.gomon.collector.query.TimeRange;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.Applied;
import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.EventStoreKillKit;
import io.gomon.collector.store.ForwardingStore;
import io.gomon.collector.store.KilledWriter;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The kill kit, on a process that rolls up all the time: charts count each event once. */
final class RollupKillTest extends EventStoreKillKit {
  @Override
  protected TelemetryStore open(Path folder, InstantSource clock) throws StoreException {
    return openStore(folder);
  }

  @Override
  protected EventQueries queries(TelemetryStore store) {
    return DuckDbQueries.create((DuckDbEventStore) store, QueryLimits.DEFAULT);
  }

  @Override
  protected Class<?> writerMain() {
    return Writer.class;
  }

  @Override
  protected int rounds() {
    return 5;
  }

  /** Each request is counted once; its caller comes in the next batch, perhaps of the next life. */
  @Override
  protected void check(EventQueries queries, long position) throws Exception {
    Map<String, Long> edges = new HashMap<>();
    for (ServiceEdge edge : queries.edges(new TimeRange(0, TimeRange.MAX_MILLIS))) {
      edges.put(String.valueOf(edge.caller()), edge.count());
    }
    assertThat(edges).isEqualTo(Map.of("shop", (position - 1) * 10, "null", position * 10 + 10));
  }

  private static DuckDbEventStore openStore(Path folder) throws StoreException {
    return DuckDbEventStore.open(StoreSettings.of(folder).withClock(() -> KilledWriter.NOW));
  }

  /** The process that is killed. */
  static final class Writer {
    private static final int PIECE_EVENTS = 16;

    private Writer() {}

    public static void main(String[] arguments) throws StoreException {
      DuckDbEventStore store = openStore(Path.of(arguments[0]));
      QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
      Rollups rollups = Rollups.create(store, () -> KilledWriter.NOW, log, PIECE_EVENTS);
      KilledWriter.writeForever(new RollingStore(store, rollups));
    }
  }

  /** Rolls up behind each batch. */
  private static final class RollingStore extends ForwardingStore {
    private final Rollups rollups;

    RollingStore(TelemetryStore store, Rollups rollups) {
      super(store);
      this.rollups = rollups;
    }

    @Override
    public Applied apply(ApplyGroup group) throws StoreException {
      Applied applied = super.apply(group);
      rollups.stored(applied.written());
      rollups.rollUp();
      return applied;
    }
  }
}
