/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.store.StoreStatus;
import java.time.Instant;

/**
 * What the running collector tells about itself. Counts start at 0 with the process. Any thread may
 * ask at any time; each method answers at once.
 */
public interface CollectorStatus {

  /** The collector's version, as in the {@code Gomon-Collector} header. */
  String version();

  Instant started();

  /** Events of all batches that were acknowledged. */
  long acceptedEvents();

  /** Events about itself that are in the log; not among those that were acknowledged. */
  long ownEvents();

  /** Events about itself that the log did not take. */
  long droppedOwnEvents();

  /** Batches that were acknowledged without storing them, because their id had come before. */
  long duplicateBatches();

  /** Batches that were taken though their id was that of another batch. */
  long nameConflicts();

  /** Items that were left out of batches that were taken. */
  long rejectedEvents();

  /**
   * Batches in the log that could not be decoded, or that the store refused again and again; kept
   * aside, those of earlier runs too.
   */
  long quarantinedBatches();

  /** Size of the write-ahead log on disk. */
  long walBytes();

  int walSegments();

  /** Batches in the write-ahead log that are not in the store yet. */
  long walPendingBatches();

  StoreStatus store();

  /** Events that charts count under {@code (other)}: there was no room for another name. */
  long otherEvents();

  /** Measured numbers that are in no series: there was no room for another one. */
  long otherSamples();

  /** Up to where the log was acknowledged. */
  long acknowledgedPosition();

  /** Up to where the log is in the store. */
  long storedPosition();

  /** What shall stay free on the disk. */
  long minFreeDiskBytes();
}
