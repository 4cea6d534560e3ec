/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit;

import io.gomon.spi.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes forward when told to. Thread-safe. */
public final class ManualClock implements Clock {
  private final long epochNanosAtZero;
  private final AtomicLong nanos = new AtomicLong();

  private ManualClock(long epochNanosAtZero) {
    this.epochNanosAtZero = epochNanosAtZero;
  }

  public static ManualClock startingAt(Instant start) {
    return new ManualClock(start.getEpochSecond() * 1_000_000_000L + start.getNano());
  }

  /**
   * Goes forward.
   *
   * @throws IllegalArgumentException if the duration is negative: a monotonic clock never goes back
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must not be negative, was " + duration);
    }
    nanos.addAndGet(duration.toNanos());
  }

  @Override
  public long monotonicNanos() {
    return nanos.get();
  }

  @Override
  public long epochNanos() {
    return epochNanosAtZero + nanos.get();
  }
}
