/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.collector.wal.Wal;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Each minute: deletes the days that are too old, or too many, and tells of events that the store
 * refused for their time. Its own thread.
 */
final class Retention implements AutoCloseable {
  private static final long PERIOD_SECONDS = 60;

  private final TelemetryStore store;
  private final Wal wal;
  private final long maxDataBytes;
  private final QuietLog log;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "gomon-retention");
            thread.setDaemon(true);
            return thread;
          });

  private long toldExpired;
  private long toldFuture;

  private Retention(TelemetryStore store, Wal wal, long maxDataBytes, QuietLog log) {
    this.store = store;
    this.wal = wal;
    this.maxDataBytes = maxDataBytes;
    this.log = log;
  }

  /**
   * Starts it, with a first round at once.
   *
   * @param maxDataBytes how large the days and the log may be together; 0: as they like
   */
  static Retention start(TelemetryStore store, Wal wal, long maxDataBytes, QuietLog log) {
    Retention retention = new Retention(store, wal, maxDataBytes, log);
    ScheduledFuture<?> unused =
        retention.timer.scheduleWithFixedDelay(retention::run, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    return retention;
  }

  private void run() {
    try {
      enforce();
      tellRefused(store.status());
    } catch (StoreException | RuntimeException e) {
      // the disk, most likely: the days stay, and the next minute tries again
      log.warn("retention", "Cannot delete old events: " + e.getMessage(), e);
    }
  }

  private void enforce() throws StoreException {
    long maxBytes =
        maxDataBytes == 0 ? Long.MAX_VALUE : Math.max(0, maxDataBytes - wal.usedBytes());
    int deleted = store.enforceRetention(Instant.now(), maxBytes);
    if (deleted > 0) {
      log.info("Deleted " + deleted + " days of events: past --retention or --max-data-size.");
    }
    if (store.status().bytes() > maxBytes) {
      log.warn(
          "data-size",
          "What is kept is larger than --max-data-size, and today is never deleted: raise it, or"
              + " send less.",
          null);
    }
  }

  private void tellRefused(StoreStatus status) {
    long expired = status.expiredEvents() - toldExpired;
    long future = status.futureEvents() - toldFuture;
    toldExpired = status.expiredEvents();
    toldFuture = status.futureEvents();
    if (expired > 0) {
      log.warn(
          "expired",
          expired + " events were not stored: they began before the oldest day that is kept.",
          null);
    }
    if (future > 0) {
      log.warn(
          "future",
          future
              + " events were not stored: they begin more than a day from now. Look at the clocks"
              + " of their hosts.",
          null);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
