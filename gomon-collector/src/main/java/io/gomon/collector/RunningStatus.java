/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.applier.Applier;
import io.gomon.collector.applier.Quarantine;
import io.gomon.collector.intake.Intake;
import io.gomon.collector.ops.OwnEvents;
import io.gomon.collector.store.StoreStatus;
import io.gomon.collector.wal.ForceTimes;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.web.CollectorStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the parts know, put together. Any thread. */
final class RunningStatus implements CollectorStatus {
  private final Wal wal;
  private final Wiring wiring;
  private final Applier applier;
  private final Intake intake;
  private final OwnEvents own;
  private final Quarantine quarantine;
  private final long minFreeDiskBytes;
  private final Instant started = Instant.now();

  /**
   * What it looks at.
   *
   * @param intake of what came from outside
   * @param own of what came from the collector itself
   */
  record Parts(
      Wal wal,
      Wiring wiring,
      Applier applier,
      Intake intake,
      OwnEvents own,
      Quarantine quarantine) {}

  RunningStatus(Parts parts, long minFreeDiskBytes) {
    this.wal = parts.wal;
    this.wiring = parts.wiring;
    this.applier = parts.applier;
    this.intake = parts.intake;
    this.own = parts.own;
    this.quarantine = parts.quarantine;
    this.minFreeDiskBytes = minFreeDiskBytes;
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
  public long ownEvents() {
    return own.taken();
  }

  @Override
  public long droppedOwnEvents() {
    return own.dropped();
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
    return wiring.store().status();
  }

  @Override
  public long otherEvents() {
    return wiring.otherEvents().getAsLong();
  }

  @Override
  public long otherSamples() {
    return wiring.otherSamples().getAsLong();
  }

  ForceTimes forces() {
    return wal.forces();
  }

  @Override
  public long acknowledgedPosition() {
    return wal.forcedPosition();
  }

  @Override
  public long storedPosition() {
    return applier.storedPosition();
  }

  @Override
  public long minFreeDiskBytes() {
    return minFreeDiskBytes;
  }

  /** How much of the log is acknowledged and not stored. */
  long lagBytes() {
    return Math.max(0, acknowledgedPosition() - storedPosition());
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
