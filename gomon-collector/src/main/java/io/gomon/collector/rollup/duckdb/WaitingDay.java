/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of a day's events that are in no piece yet: it says when to look into the file. */
final class WaitingDay {
  /** A day that is over is rolled up when there is at least such a part of a piece. */
  private static final int OVER_PART = 16;

  private static final Duration OVER_AFTER = Duration.ofHours(1);
  private static final Duration QUIET_AFTER = Duration.ofMinutes(1);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final long epochDay;
  private final long pieceEvents;

  /** At least about so many; the applier adds, the rolling thread sets what it has seen. */
  private final AtomicLong events = new AtomicLong();

  /** Written by the applier. */
  private volatile Instant lastStored = Instant.EPOCH;

  /** Rolling thread only. */
  private long wantedEvents;

  /**
   * Whether all levels are closed up to the end of the day, and no request waits. Rolling thread
   * only.
   */
  private boolean closed;

  /** How often the next piece could not be read. Rolling thread only. */
  private int failedReads;

  private Instant notBefore = Instant.EPOCH;

  WaitingDay(long epochDay, long pieceEvents) {
    this.epochDay = epochDay;
    this.pieceEvents = pieceEvents;
    this.wantedEvents = pieceEvents;
  }

  long epochDay() {
    return epochDay;
  }

  void add(long count, Instant now) {
    lastStored = now;
    events.addAndGet(count);
  }

  void set(long count, boolean isClosed) {
    events.set(count);
    closed = isClosed;
  }

  /** Looks again when there are so many; until the next piece. */
  void wantAtLeast(long count) {
    wantedEvents = count;
  }

  void wantAPiece() {
    wantedEvents = pieceEvents;
    failedReads = 0;
  }

  /** It is tried again in a minute. */
  void failed(Instant now, boolean reading) {
    notBefore = now.plus(RETRY_AFTER);
    failedReads += reading ? 1 : 0;
  }

  int failedReads() {
    return failedReads;
  }

  boolean isDue(Instant now) {
    if (now.isBefore(notBefore)) {
      return false;
    }
    if (!isComplete(now)) {
      return events.get() >= wantedEvents;
    }
    return !closed || events.get() >= Math.max(1, pieceEvents / OVER_PART);
  }

  /** Whether nothing more is expected. */
  boolean isComplete(Instant now) {
    Instant end = Instant.ofEpochSecond((epochDay + 1) * Level.DAY.seconds());
    return !now.isBefore(end.plus(OVER_AFTER)) && !now.isBefore(lastStored.plus(QUIET_AFTER));
  }
}
