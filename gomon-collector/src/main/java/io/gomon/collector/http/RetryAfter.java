/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When to come back while nothing can be taken: after as long as the trouble has lasted, 5 s at
 * least and 60 s at most. So short trouble costs little, and long trouble brings no flood of
 * attempts. Any thread.
 */
final class RetryAfter {
  private static final int MIN_SECONDS = 5;
  private static final int MAX_SECONDS = 60;
  private static final long NONE = Long.MIN_VALUE;

  private final AtomicLong sinceNanos = new AtomicLong(NONE);

  /** A batch was taken. */
  void worked() {
    if (sinceNanos.get() != NONE) { // a write for each request would be shared by all threads
      sinceNanos.set(NONE);
    }
  }

  /** A batch was not taken. */
  int seconds(long nowNanos) {
    sinceNanos.compareAndSet(NONE, nowNanos);
    long since = sinceNanos.get();
    long lasted = since == NONE ? 0 : TimeUnit.NANOSECONDS.toSeconds(nowNanos - since);
    return (int) Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, lasted));
  }
}
