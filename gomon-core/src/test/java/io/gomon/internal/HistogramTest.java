/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int[] COUNTS = {1, 2, 3, 10, 32, 33, 34, 100, 1_000, 200_000};
  private static final double[] SHARES = {0, 0.01, 0.5, 0.9, 0.99, 0.999, 1};

  private final Random random = new Random(42);

  /** Against the sorted values themselves, for small and large numbers of them. */
  private static void check(LongSupplier distribution) {
    for (int count : COUNTS) {
      Histogram histogram = new Histogram();
      long[] values = new long[count];
      long total = 0;
      for (int i = 0; i < count; i++) {
        values[i] = distribution.getAsLong();
        total += values[i];
        histogram.record(values[i]);
      }
      Arrays.sort(values);
      assertThat(histogram.count()).isEqualTo(count);
      assertThat(histogram.totalNanos()).isEqualTo(total);
      assertThat(histogram.minNanos()).isEqualTo(values[0]);
      assertThat(histogram.maxNanos()).isEqualTo(values[count - 1]);
      for (double share : SHARES) {
        long truth = values[Math.max(1, (int) Math.ceil(share * count)) - 1];
        long found = histogram.quantileNanos(share);
        assertThat(Math.abs((double) found - truth))
            .as("%s of %s values: %s, in truth %s", share, count, found, truth)
            .isLessThanOrEqualTo(count <= Histogram.MAX_EXACT ? 0 : 0.0079 * truth);
      }
    }
  }

  @Test
  void quantile_uniform_within1Percent() {
    check(() -> 1_000 + random.nextInt(9_000_000));
  }

  @Test
  void quantile_exponential_within1Percent() {
    check(() -> (long) (-Math.log(1 - random.nextDouble()) * 250_000));
  }

  @Test
  void quantile_bimodal_within1Percent() {
    check(
        () ->
            random.nextInt(100) < 98
                ? 20_000 + random.nextInt(5_000)
                : 80_000_000 + random.nextInt(10_000_000));
  }

  @Test
  void quantile_constant_exact() {
    Histogram histogram = new Histogram();
    for (int i = 0; i < 100_000; i++) {
      histogram.record(1_234_567);
    }
    assertThat(histogram.quantileNanos(0.5)).isEqualTo(1_234_567);
    assertThat(histogram.quantileNanos(0.99)).isEqualTo(1_234_567);
  }

  @Test
  void quantile_hugeOverAllPowersOfTwo_within1Percent() {
    check(() -> Math.max(0, random.nextLong() >>> (1 + random.nextInt(62))) / 200_000);
    Histogram histogram = new Histogram();
    for (int i = 0; i < 40; i++) {
      histogram.record(Long.MAX_VALUE);
      histogram.record(i);
    }
    assertThat(histogram.maxNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.quantileNanos(0.99)).isGreaterThan((long) (0.99 * Long.MAX_VALUE));
  }

  @Test
  void quantile_tiny_exactBelow128() {
    Histogram histogram = new Histogram();
    for (int i = 0; i < 128_000; i++) {
      histogram.record(i % 128);
    }
    assertThat(histogram.quantileNanos(0.5)).isEqualTo(63);
    assertThat(histogram.quantileNanos(0.99)).isEqualTo(126);
    check(() -> random.nextInt(200));
  }

  @Test
  void record_negative_countsAsZero() {
    Histogram histogram = new Histogram();
    histogram.record(-5);
    assertThat(histogram.minNanos()).isZero();
    assertThat(histogram.maxNanos()).isZero();
    assertThat(histogram.totalNanos()).isZero();
  }

  @Test
  void empty_isAllZero() {
    Histogram histogram = new Histogram();
    assertThat(histogram.count()).isZero();
    assertThat(histogram.minNanos()).isZero();
    assertThat(histogram.quantileNanos(0.5)).isZero();
  }

  /** What the class says of its size; the array copies while it grows are garbage, not size. */
  @Test
  void memory_isWhatTheClassSays() {
    assertThat(bytesOf(1, 1_000)).isLessThanOrEqualTo(56);
    assertThat(bytesOf(8, 1_000)).isLessThanOrEqualTo(56 + 80);
    assertThat(bytesOf(1_000_000, 1_000)).isLessThanOrEqualTo(56 + 80 + 144 + 272 + 2_000);
    Histogram worst = new Histogram();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      worst.record(Long.MAX_VALUE >>> (i % 63));
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .isLessThanOrEqualTo(80 + 144 + 272 + 16_100);
  }

  private static long bytesOf(int values, int smallest) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Histogram histogram = new Histogram();
      for (int i = 0; i < values; i++) {
        histogram.record(smallest + i % (31L * smallest));
      }
      long after = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(histogram.count()).isEqualTo(values);
      best = Math.min(best, after - before);
    }
    return best;
  }
}
