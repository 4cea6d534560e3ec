/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import io.gomon.EventTracker;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.web.CollectorStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /metrics} says, as keys of an event. Any thread.
 *
 * @param metrics where the numbers come from
 * @param notReadyReason as of {@code /ready}; null when all is well
 */
public record SelfReport(Metrics metrics, Supplier<@Nullable String> notReadyReason) {

  void write(EventTracker event) {
    CollectorStatus status = metrics.status();
    event.set("accepted", status.acceptedEvents()).set("own", status.ownEvents());
    event.set("own-dropped", status.droppedOwnEvents());
    event.set("duplicate-batches", status.duplicateBatches());
    event.set("name-conflicts", status.nameConflicts()).set("rejected", status.rejectedEvents());
    event.set("refused", MetricsRoute.refusals(metrics.ingest().counts()));
    event.set("questions", byStatus(metrics.queries().counts()));
    log(event, status);
    store(event, status.store());
    event.set("not-ready", notReadyReason.get());
  }

  private void log(EventTracker event, CollectorStatus status) {
    event.set("wal-bytes", status.walBytes()).set("wal-segments", status.walSegments());
    event.set("wal-pending-batches", status.walPendingBatches());
    event.set("wal-lag-bytes", metrics.lagBytes().getAsLong());
    event.set("wal-forces", metrics.forces().count());
    event.set("wal-forced-bytes", metrics.forces().totalBytes());
    event.set("wal-force-time", metrics.forces().totalNanos());
    event.set("quarantined-batches", status.quarantinedBatches());
  }

  private static void store(EventTracker event, StoreStatus store) {
    event.set("stored", store.storedEvents()).set("duplicates", store.duplicateEvents());
    event.set("expired", store.expiredEvents()).set("future", store.futureEvents());
    event.set("store-bytes", store.bytes()).set("store-days", store.days());
  }

  private static Map<String, Long> byStatus(Map<Integer, LongAdder> counts) {
    Map<String, Long> byStatus = new TreeMap<>();
    counts.forEach((status, count) -> byStatus.put(String.valueOf(status), count.sum()));
    return byStatus;
  }
}
