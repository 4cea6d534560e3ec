/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.applier.Applier;
import io.gomon.collector.applier.Quarantine;
import io.gomon.collector.intake.Intake;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.store.TelemetryStore;
import io.gomon.collector.wal.ForceTimes;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.web.CollectorStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the parts know, put together. Any thread. */
final class RunningStatus implements CollectorStatus {
  private final Wal wal;
  private final TelemetryStore store;
  private final Applier applier;
  private final Intake intake;
  private final Quarantine quarantine;
  private final Instant started = Instant.now();

  RunningStatus(
      Wal wal, TelemetryStore store, Applier applier, Intake intake, Quarantine quarantine) {
    this.wal = wal;
    this.store = store;
    this.applier = applier;
    this.intake = intake;
    this.quarantine = quarantine;
  }

  @Override
  public String version() {
    return Version.text();
  }

  @Override
  public Instant started() {
    return started;
  }

  @Override
  public long acceptedEvents() {
    return intake.acceptedEvents();
  }

  @Override
  public long duplicateBatches() {
    return intake.duplicateBatches();
  }

  @Override
  public long nameConflicts() {
    return intake.nameConflicts();
  }

  @Override
  public long rejectedEvents() {
    return intake.rejectedItems().values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public long quarantinedBatches() {
    return quarantine.records();
  }

  @Override
  public long walBytes() {
    return wal.usedBytes();
  }

  @Override
  public int walSegments() {
    return wal.segmentCount();
  }

  @Override
  public long walPendingBatches() {
    return applier.pendingBatches();
  }

  @Override
  public StoreStatus store() {
    return store.status();
  }

  ForceTimes forces() {
    return wal.forces();
  }

  /** How much of the log is acknowledged and not stored. */
  long lagBytes() {
    return Math.max(0, wal.forcedPosition() - applier.storedPosition());
  }

  boolean isReady() {
    return notReadyReason() == null;
  }

  /** Why the collector cannot do its work now, in a sentence for the operator; null if it can. */
  @Nullable String notReadyReason() {
    String logTrouble = wal.trouble();
    if (logTrouble != null) {
      return logTrouble;
    }
    if (!applier.hasReplayed()) {
      return "storing what the write-ahead log held at start: "
          + applier.pendingBatches()
          + " batches to go";
    }
    return applier.trouble();
  }
}
