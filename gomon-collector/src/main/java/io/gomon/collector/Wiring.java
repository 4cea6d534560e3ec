/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.store.EventStore;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.StoreSettings;
import io.gomon.collector.web.CollectorStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Handler;

/** Which store, and which routes beside those that take events in. A seam: tests have others. */
interface Wiring {

  /** Opens the store in its folder. */
  EventStore openStore(Path folder, Duration retention) throws StoreException;

  /** Routes that are asked after ingest and health, in this order. */
  List<Handler> routes(EventStore store, CollectorStatus status);

  /** What the program runs with. */
  static Wiring standard() {
    return new Wiring() {
      @Override
      public EventStore openStore(Path folder, Duration retention) throws StoreException {
        int days = (int) Math.max(1, retention.plusDays(1).minusNanos(1).toDays());
        return DuckDbEventStore.open(StoreSettings.of(folder).withRetentionDays(days));
      }

      @Override
      public List<Handler> routes(EventStore store, CollectorStatus status) {
        return List.of();
      }
    };
  }
}
