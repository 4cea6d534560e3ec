/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.query.LiveTail;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import io.gomon.collector.web.CollectorStatus;
import io.gomon.collector.web.Dashboard;
import io.gomon.collector.web.QueryRoutes;
import io.gomon.collector.web.TailRoutes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;

/**
 * Which store, and which routes beside those that take events in.
 *
 * @param store where events are kept
 * @param routes asked after ingest and health, in the order of the list
 */
record Wiring(TelemetryStore store, Function<CollectorStatus, List<Handler>> routes) {
  /** How many events a client that watches may be behind. */
  private static final int TAIL_EVENTS = 4_096;

  /** Opens a wiring. A seam: tests have others. */
  @FunctionalInterface
  interface Opener {
    Wiring open(Path storeFolder, Duration retention) throws StoreException;
  }

  /** What the program runs with. */
  static Wiring standard(Path storeFolder, Duration retention) throws StoreException {
    int days = (int) Math.max(1, retention.plusDays(1).minusNanos(1).toDays());
    DuckDbEventStore store =
        DuckDbEventStore.open(StoreSettings.of(storeFolder).withRetentionDays(days));
    DuckDbQueries queries = DuckDbQueries.create(store, QueryLimits.DEFAULT);
    LiveTail tail = new LiveTail(TAIL_EVENTS);
    return new Wiring(
        new WatchedStore(store, tail::publish),
        status ->
            List.of(
                new TailRoutes(tail, status.version()),
                QueryRoutes.handler(queries, status),
                Dashboard.create()));
  }
}
