/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.spi.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes forward when told to; core cannot use the testkit's. */
final class HandClock implements Clock {
  private static final long EPOCH_NANOS = 1_781_234_567_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();

  void advance(long byNanos) {
    nanos.addAndGet(byNanos);
  }

  @Override
  public long monotonicNanos() {
    return nanos.get();
  }

  @Override
  public long epochNanos() {
    return EPOCH_NANOS + nanos.get();
  }
}
