/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.EnumMap;
import java.util.Map;

/**
 * Where the fed events are. Each event is in exactly one of the numbers, so that the sum is exact
 * whenever it is looked at. Guarded by the lock of {@link Outbox}.
 */
final class Account {
  private final Map<LossCause, Long> lost = new EnumMap<>(LossCause.class);
  private long fed;
  private long shipped;
  private long openSkipped;
  private long pendingEvents;
  private long pendingBytes;
  private long retries;

  void skippedOpen() {
    fed++;
    openSkipped++;
  }

  /** An event that never became part of a batch. */
  void refused(LossCause cause) {
    fed++;
    lost.merge(cause, 1L, Long::sum);
  }

  void batched(int bytes) {
    fed++;
    pendingEvents++;
    pendingBytes += bytes;
  }

  void retried() {
    retries++;
  }

  /** A batch whose events were taken, but for some of them. */
  void settled(Batch batch, long lostEvents, LossCause cause) {
    pendingEvents -= batch.events();
    pendingBytes -= batch.queuedBytes();
    shipped += batch.events() - lostEvents;
    if (lostEvents > 0) {
      lost.merge(cause, lostEvents, Long::sum);
    }
  }

  long pendingEvents() {
    return pendingEvents;
  }

  long pendingBytes() {
    return pendingBytes;
  }

  ExporterStats stats() {
    return new ExporterStats(fed, shipped, openSkipped, pendingEvents, pendingBytes, retries, lost);
  }
}
