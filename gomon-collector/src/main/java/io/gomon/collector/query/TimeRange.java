/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.concurrent.TimeUnit;

/**
 * From when to when events start, in milliseconds since 1970-01-01T00:00Z.
 *
 * @param fromMillis inclusive, from 0
 * @param toMillis exclusive, at most {@link #MAX_MILLIS}
 */
public record TimeRange(long fromMillis, long toMillis) {
  /** The last millisecond whose nanoseconds fit 64 bits, in the year 2262. */
  public static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

  public TimeRange {
    if (fromMillis < 0 || toMillis > MAX_MILLIS || fromMillis >= toMillis) {
      throw new IllegalArgumentException(
          "from must be before to, both 0 to "
              + MAX_MILLIS
              + ", were "
              + fromMillis
              + " and "
              + toMillis);
    }
  }

  public long fromNanos() {
    return TimeUnit.MILLISECONDS.toNanos(fromMillis);
  }

  public long toNanos() {
    return TimeUnit.MILLISECONDS.toNanos(toMillis);
  }

  public long millis() {
    return toMillis - fromMillis;
  }
}
