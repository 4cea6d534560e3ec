/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.spi.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until it is told to go on. */
final class TestClock implements Clock {
  private final AtomicLong nanos = new AtomicLong(1_000_000);

  void advance(long elapsedNanos) {
    nanos.addAndGet(elapsedNanos);
  }

  @Override
  public long monotonicNanos() {
    return nanos.get();
  }

  @Override
  public long epochNanos() {
    return 1_700_000_000_000_000_000L + nanos.get();
  }
}
