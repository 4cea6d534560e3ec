/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistogramTest {
  private static long anyValue(Random random) {
    return random.nextLong() >>> (1 + random.nextInt(63));
  }

  private static Histogram of(long... values) {
    Histogram histogram = new Histogram();
    for (long value : values) {
      histogram.add(value);
    }
    return histogram;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void middle_anyValue_isWithinTheStatedError(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      long value = Math.min(anyValue(random), Buckets.MAX_VALUE);
      int index = Buckets.indexOf(value);
      assertThat(Buckets.lowest(index)).isLessThanOrEqualTo(value);
      assertThat(Buckets.lowest(index + 1)).isGreaterThan(value);
      double error = Math.abs((double) Buckets.middle(index) - value);
      assertThat(error).isLessThanOrEqualTo(value * Buckets.MAX_RELATIVE_ERROR);
    }
  }

  @Test
  void buckets_everyBorder_belongsToTheNextOne() {
    for (int index = 0; Buckets.lowest(index) < Buckets.MAX_VALUE; index++) {
      assertThat(Buckets.indexOf(Buckets.lowest(index))).isEqualTo(index);
      assertThat(Buckets.indexOf(Buckets.lowest(index + 1) - 1)).isEqualTo(index);
    }
    assertThat(Buckets.indexOf(-5)).isZero();
    assertThat(Buckets.indexOf(Long.MAX_VALUE)).isEqualTo(Buckets.indexOf(Buckets.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void quantile_anyShare_isWithinTheStatedErrorOfTheExactOne(long seed) {
    Random random = new Random(seed);
    long[] values = random.longs(1 + random.nextInt(5_000), 0, Buckets.MAX_VALUE).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] >>>= random.nextInt(60);
    }
    Histogram histogram = of(values);
    Arrays.sort(values);
    for (double share : new double[] {0.001, 0.5, 0.95, 0.99, 1}) {
      long exact = values[(int) Math.ceil(share * values.length) - 1];
      assertThat(Math.abs((double) histogram.quantile(share) - exact))
          .isLessThanOrEqualTo(exact * Buckets.MAX_RELATIVE_ERROR);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void addAll_anyGrouping_equalsTheWhole(long seed) {
    Random random = new Random(seed);
    Histogram whole = new Histogram();
    Histogram[] parts = {new Histogram(), new Histogram(), new Histogram()};
    for (int i = 0; i < 3_000; i++) {
      long value = anyValue(random);
      whole.add(value);
      parts[random.nextInt(3)].add(value);
    }
    assertThat(merged(merged(parts[0], parts[1]), parts[2])).isEqualTo(whole);
    assertThat(merged(parts[2], merged(parts[1], parts[0]))).isEqualTo(whole);
    assertThat(whole.count()).isEqualTo(3_000);
  }

  private static Histogram merged(Histogram a, Histogram b) {
    Histogram sum = new Histogram();
    sum.addAll(a);
    sum.addAll(b);
    return sum;
  }

  @Test
  void addToBucket_hostileCounts_stayAtTheGreatestNumber() {
    Histogram histogram = new Histogram();
    histogram.addToBucket(3, Long.MAX_VALUE);
    histogram.addToBucket(5, Long.MAX_VALUE);
    assertThat(histogram.count()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.quantile(0.5)).isEqualTo(3);
  }

  @Test
  void quantile_nothingCounted_isZero() {
    assertThat(new Histogram().quantile(0.5)).isZero();
  }
}
