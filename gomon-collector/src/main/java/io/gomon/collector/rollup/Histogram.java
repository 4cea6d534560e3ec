/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

import java.util.Arrays;

/**
 * How often numbers occurred, by {@link Buckets}. Histograms of parts add up to that of the whole,
 * in any order. Not thread-safe. Memory: 12 bytes for each bucket that holds something.
 */
public final class Histogram {
  private static final int FIRST_CAPACITY = 8;

  /** Sorted; the first {@link #size} are used. */
  private int[] indexes = new int[FIRST_CAPACITY];

  private long[] counts = new long[FIRST_CAPACITY];
  private int size;
  private long total;

  /** Counts a number once. */
  public void add(long value) {
    addToBucket(Buckets.indexOf(value), 1);
  }

  /** Adds what another one has counted. */
  public void addAll(Histogram other) {
    for (int i = 0; i < other.size; i++) {
      addToBucket(other.indexes[i], other.counts[i]);
    }
  }

  /**
   * Adds to a bucket.
   *
   * @param count positive
   */
  public void addToBucket(int index, long count) {
    int at = Arrays.binarySearch(indexes, 0, size, index);
    if (at < 0) {
      at = -at - 1;
      makeRoomAt(at);
      indexes[at] = index;
      counts[at] = 0;
    }
    counts[at] = saturatedSum(counts[at], count);
    total = saturatedSum(total, count);
  }

  private void makeRoomAt(int at) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(indexes, at, indexes, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    size++;
  }

  /** A sum that stays at the greatest number instead of overflowing; both not negative. */
  public static long saturatedSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** How many numbers were counted. */
  public long count() {
    return total;
  }

  /**
   * A number such that the given share of all numbers is not above it, off by at most {@link
   * Buckets#MAX_RELATIVE_ERROR} from the number that occurred there.
   *
   * @param share above 0, at most 1
   * @return 0 when nothing was counted
   */
  public long quantile(double share) {
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < size; i++) {
      seen = saturatedSum(seen, counts[i]);
      if (seen >= rank) {
        return Buckets.middle(indexes[i]);
      }
    }
    return 0;
  }

  /** Visits the buckets that hold something, the lowest first. */
  public void forEach(BucketVisitor visitor) {
    for (int i = 0; i < size; i++) {
      visitor.visit(indexes[i], counts[i]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram histogram
        && size == histogram.size
        && Arrays.equals(indexes, 0, size, histogram.indexes, 0, size)
        && Arrays.equals(counts, 0, size, histogram.counts, 0, size);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + indexes[i];
      hash = 31 * hash + Long.hashCode(counts[i]);
    }
    return hash;
  }

  /** Sees one bucket. */
  @FunctionalInterface
  public interface BucketVisitor {
    void visit(int index, long count);
  }
}
