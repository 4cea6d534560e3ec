/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long force() took, and how much it forced, since the start. One writer, any reader. */
public final class ForceTimes {
  private static final long[] BOUNDS_MICROS = {
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_MICROS.length + 1);
  private final LongAdder totalNanos = new LongAdder();
  private final LongAdder totalBytes = new LongAdder();

  void add(long nanos, long bytes) {
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length
        && TimeUnit.NANOSECONDS.toMicros(nanos) > BOUNDS_MICROS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    totalNanos.add(nanos);
    totalBytes.add(bytes);
  }

  /** Upper bounds of all buckets but the last, which has none. */
  public static long[] boundsMicros() {
    return BOUNDS_MICROS.clone();
  }

  /** How many fell into a bucket, 0 to the number of bounds. */
  public long count(int bucket) {
    return counts.get(bucket);
  }

  /** How often. */
  public long count() {
    long all = 0;
    for (int i = 0; i < counts.length(); i++) {
      all += counts.get(i);
    }
    return all;
  }

  public long totalNanos() {
    return totalNanos.sum();
  }

  /** Bytes of records that were forced. */
  public long totalBytes() {
    return totalBytes.sum();
  }
}
