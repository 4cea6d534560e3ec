/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.EventRoundTripKit;
import io.gomon.collector.store.EventStoreConcurrencyKit;
import io.gomon.collector.store.EventStoreKillKit;
import io.gomon.collector.store.EventStoreKit;
import io.gomon.collector.store.KilledWriter;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.TelemetryStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The store kits, run on DuckDB. */
final class DuckDbEventStoreTest {

  private static TelemetryStore openDuckDb(Path folder, InstantSource clock) throws StoreException {
    return DuckDbEventStore.open(StoreSettings.of(folder).withRetentionDays(3).withClock(clock));
  }

  private static EventQueries queriesOf(TelemetryStore store) {
    return DuckDbQueries.create((DuckDbEventStore) store, QueryLimits.DEFAULT);
  }

  @Nested
  final class Store extends EventStoreKit {
    @Override
    protected TelemetryStore open(Path folder, InstantSource clock) throws StoreException {
      return openDuckDb(folder, clock);
    }

    @Override
    protected EventQueries queries(TelemetryStore store) {
      return queriesOf(store);
    }
  }

  @Nested
  final class RoundTrip extends EventRoundTripKit {
    @Override
    protected TelemetryStore open(Path folder, InstantSource clock) throws StoreException {
      return openDuckDb(folder, clock);
    }

    @Override
    protected EventQueries queries(TelemetryStore store) {
      return queriesOf(store);
    }
  }

  @Nested
  final class Concurrency extends EventStoreConcurrencyKit {
    @Override
    protected TelemetryStore open(Path folder, InstantSource clock) throws StoreException {
      return openDuckDb(folder, clock);
    }

    @Override
    protected EventQueries queries(TelemetryStore store) {
      return queriesOf(store);
    }
  }

  @Nested
  final class Kill extends EventStoreKillKit {
    @Override
    protected TelemetryStore open(Path folder, InstantSource clock) throws StoreException {
      return openDuckDb(folder, clock);
    }

    @Override
    protected EventQueries queries(TelemetryStore store) {
      return queriesOf(store);
    }

    @Override
    protected Class<?> writerMain() {
      return Writer.class;
    }
  }

  /** The process that is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws StoreException {
      KilledWriter.writeForever(openDuckDb(Path.of(arguments[0]), () -> KilledWriter.NOW));
    }
  }
}
