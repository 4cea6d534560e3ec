/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A counter alone on its cache lines: what lies beside a field that is written with each event
 * costs whoever reads it a cache miss each time. 128 bytes on both sides, since adjacent lines are
 * prefetched in pairs.
 */
public final class PaddedCounter {
  private static final int PADDING = 16;

  private final AtomicLongArray cells = new AtomicLongArray(2 * PADDING + 1);

  /** The value now. Any thread. */
  public long get() {
    return cells.get(PADDING);
  }

  /** The value, for the thread that writes it. */
  public long own() {
    return cells.getPlain(PADDING);
  }

  /** Sets it to {@code next} if it is {@code expected}; returns what it was. Any thread. */
  public long compareAndExchange(long expected, long next) {
    return cells.compareAndExchange(PADDING, expected, next);
  }

  /** Sets it; what the writer did before is visible to those who see the new value. */
  public void set(long value) {
    cells.setRelease(PADDING, value);
  }

  /** Sets it, and what this thread reads afterwards is not older than that. */
  public void setVolatile(long value) {
    cells.set(PADDING, value);
  }
}
