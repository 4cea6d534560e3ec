/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.time.Instant;
import java.util.List;

/**
 * Where telemetry is kept and found again. One thread calls {@link #apply(ApplyGroup)}; any thread
 * the rest.
 */
public interface TelemetryStore extends AutoCloseable {

  /**
   * The highest write-ahead-log position whose events are all safely stored: replay starts behind
   * it. 0 for a new store.
   */
  long appliedPosition();

  /**
   * Stores the events of one or more log records. When this returns they are on disk and can be
   * found. Applying a position again changes nothing; a replay may cut the log into other batches
   * than the first time.
   *
   * <p>An event that was stored before is not stored again. A finished event replaces its own
   * announcement; an announcement never replaces a finished event. Events of days past retention,
   * or that start more than a day from now, are counted and left out.
   *
   * @param group its position is greater than those applied before, except in a replay
   * @return what became of its events
   * @throws StoreException if they could not be stored; none of them counts as applied then, and
   *     the call can be repeated
   */
  Applied apply(ApplyGroup group) throws StoreException;

  /** Stores events of the default project. */
  default Applied apply(long position, List<CollectedEvent> events) throws StoreException {
    return apply(ApplyGroup.of(position, events));
  }

  /**
   * Deletes all days whose events are all older than the retention at {@code now}, then the oldest
   * ones until the rest fits. Today and what is younger is never deleted, so it alone may be larger
   * than {@code maxBytes}. Events of a deleted day are refused as expired from now on, also when
   * the store is opened anew. The disk space is free when this returns, or, if a query is reading a
   * day, when that query ends.
   *
   * @param maxBytes how large all days together may be, in bytes
   * @return how many days were deleted
   */
  int enforceRetention(Instant now, long maxBytes) throws StoreException;

  /** The same, by age alone. */
  default int enforceRetention(Instant now) throws StoreException {
    return enforceRetention(now, Long.MAX_VALUE);
  }

  /** What is stored, and what became of the events given so far. Cheap. */
  StoreStatus status();

  @Override
  void close() throws StoreException;
}
