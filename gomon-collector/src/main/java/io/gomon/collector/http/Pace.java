/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.admission.Refusal;
import java.util.concurrent.TimeUnit;

/**
 * How slowly a body may come: its place and its bytes are those of others, too. Asked after each
 * part that came; one that never comes ends with the idle time of the connection. One thread.
 */
final class Pace {
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MIN_BYTES_PER_SECOND = 1_024;

  private final long startNanos;

  Pace(long startNanos) {
    this.startNanos = startNanos;
  }

  /** Refuses a body of which too little came by now. */
  void check(long bytes, long nowNanos) throws Refusal {
    long overNanos = nowNanos - startNanos - GRACE_NANOS;
    if (overNanos > 0
        && bytes < MIN_BYTES_PER_SECOND * (overNanos / (double) TimeUnit.SECONDS.toNanos(1))) {
      throw new Refusal(
          408, "the body comes slower than " + MIN_BYTES_PER_SECOND + " bytes a second");
    }
  }
}
