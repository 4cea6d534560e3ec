/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.Backups;
import io.gomon.collector.archive.StoreExport;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.query.LiveTail;
import io.gomon.collector.query.duckdb.DuckDbQueries;
import io.gomon.collector.query.duckdb.QueryLimits;
import io.gomon.collector.rollup.duckdb.Rollups;
import io.gomon.collector.store.ApplicationsOnce;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import io.gomon.collector.web.BackupRoute;
import io.gomon.collector.web.CollectorStatus;
import io.gomon.collector.web.Dashboard;
import io.gomon.collector.web.ExportRoute;
import io.gomon.collector.web.QueryRoutes;
import io.gomon.collector.web.TailRoutes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;

/**
 * Which store, and which routes beside those that take events in.
 *
 * @param store where events are kept
 * @param routes asked after ingest and health, in the order of the list
 * @param otherEvents how many events charts show under {@code (other)}, since the start
 * @param otherSamples how many measured numbers are in no series, since the start
 */
record Wiring(
    TelemetryStore store,
    Function<CollectorStatus, List<Handler>> routes,
    LongSupplier otherEvents,
    LongSupplier otherSamples) {
  /** How many events a client that watches may be behind. */
  private static final int TAIL_EVENTS = 4_096;

  Wiring(TelemetryStore store, Function<CollectorStatus, List<Handler>> routes) {
    this(store, routes, () -> 0, () -> 0);
  }

  /** Opens a wiring. A seam: tests have others. */
  @FunctionalInterface
  interface Opener {
    Wiring open(Path storeFolder, Duration retention) throws StoreException;
  }

  /** What the program runs with. */
  static Wiring standard(Path storeFolder, Duration retention) throws StoreException {
    int days = (int) Math.max(1, retention.plusDays(1).minusNanos(1).toDays());
    StoreSettings settings = StoreSettings.of(storeFolder).withRetentionDays(days);
    return of(DuckDbEventStore.open(settings), storeFolder);
  }

  /** The same around a store that is open. */
  static Wiring of(DuckDbEventStore store, Path storeFolder) {
    DuckDbQueries queries = DuckDbQueries.create(store, QueryLimits.DEFAULT);
    LiveTail tail = new LiveTail(TAIL_EVENTS);
    Path data = Objects.requireNonNull(storeFolder.toAbsolutePath().getParent());
    QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
    Rollups rollups = Rollups.create(store, log);
    rollups.start();
    Consumer<List<CollectedEvent>> watcher = tail::publish;
    return new Wiring(
        new WatchedStore(
            new ApplicationsOnce(store), watcher.andThen(rollups::stored), rollups::close),
        status ->
            List.of(
                new BackupRoute(backups(data, store, status), status.version()),
                new TailRoutes(tail, status.version()),
                new ExportRoute(new StoreExport(store), status.version()),
                QueryRoutes.handler(queries, status),
                Dashboard.create()),
        rollups::otherEvents,
        rollups::otherSamples);
  }

  private static Backups backups(Path data, DuckDbEventStore store, CollectorStatus status) {
    return new Backups(
        data,
        store,
        new Backups.Around(
            status.version(),
            status::acknowledgedPosition,
            status::storedPosition,
            status::minFreeDiskBytes));
  }
}
