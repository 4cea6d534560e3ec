/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Count, total, smallest, largest and quantiles of durations, in bounded memory.
 *
 * <p>Quantiles are exact up to {@value #MAX_EXACT} values, and below 128 ns. Beyond, a value is
 * counted in a bucket whose width is at most 1/64 of it, and stands for the middle of the bucket:
 * the error is at most 1/128, 0.8 %.
 *
 * <p>Written by one thread at a time. {@link #record} allocates only while it grows.
 */
public final class Histogram {
  /*
   * Layout. For a value v of 64 or more, the shift s is the number of its low bits that are left
   * out, so that v >>> s lies in 64 … 127; for a smaller one s is 0. Bucket = 64 s + (v >>> s).
   * A page holds 64 buckets:
   *
   *   page 0           0 … 63             width 1
   *   page 1          64 … 127            width 1
   *   page s + 1      64 << s …           width 1 << s, the last s being 56
   *
   * A single value is the minimum and the maximum. From the second on, each is kept in an array
   * that grows from 8 to 32; the 33rd turns them into pages, of which those are made that are met,
   * one for each power of two. Bytes, with compressed references: 56 for the object; 80 to 272 more
   * for the array; or 248 for the table of pages and 272 for each page: 2,000 when the times of a
   * child lie within a factor of 32, 16,100 when there are some of each power of two.
   */
  static final int MAX_EXACT = 32;
  private static final int FIRST_EXACT = 8;
  private static final int SUB_BITS = 6;
  private static final int PAGE = 1 << SUB_BITS;
  private static final int PAGES = Long.SIZE - SUB_BITS;

  private long count;
  private long totalNanos;
  private long minNanos = Long.MAX_VALUE;
  private long maxNanos;

  /** The values in order of arrival; null up to the first one, and once there are pages. */
  private long @Nullable [] exact;

  private int @Nullable [][] pages;

  /** Adds a duration; a negative one counts as 0. */
  public void record(long elapsedNanos) {
    long value = Math.max(0, elapsedNanos);
    count++;
    totalNanos += value;
    if (value < minNanos) {
      minNanos = value;
    }
    if (value > maxNanos) {
      maxNanos = value;
    }
    if (pages == null) {
      recordExactly(value);
    } else {
      add(pages, value);
    }
  }

  private static void add(int[][] pages, long value) {
    int bucket = bucketOf(value);
    int[] page = pages[bucket >>> SUB_BITS];
    if (page == null) {
      page = new int[PAGE];
      pages[bucket >>> SUB_BITS] = page;
    }
    int slot = bucket & PAGE - 1;
    if (++page[slot] == 0) {
      // The 2^32nd in one bucket: it stays full, and further ones do not shift the quantiles.
      page[slot] = -1;
    }
  }

  private void recordExactly(long value) {
    if (count == 1) {
      return;
    }
    int before = (int) count - 1;
    long[] values = exact;
    if (values == null) {
      values = new long[FIRST_EXACT];
      values[0] = totalNanos - value;
      exact = values;
    } else if (before == MAX_EXACT) {
      toPages(values, value);
      return;
    } else if (before == values.length) {
      values = Arrays.copyOf(values, 2 * before);
      exact = values;
    }
    values[before] = value;
  }

  private void toPages(long[] values, long last) {
    int[][] made = new int[PAGES][];
    for (long value : values) {
      add(made, value);
    }
    add(made, last);
    pages = made;
    exact = null;
  }

  private static int bucketOf(long value) {
    int shift = Math.max(0, Long.SIZE - 1 - SUB_BITS - Long.numberOfLeadingZeros(value));
    return (shift << SUB_BITS) + (int) (value >>> shift);
  }

  /** The middle of a bucket. */
  private static long valueOf(int bucket) {
    int shift = Math.max(0, (bucket >>> SUB_BITS) - 1);
    long low = (long) (bucket - (shift << SUB_BITS)) << shift;
    return low + ((1L << shift) - 1) / 2;
  }

  public long count() {
    return count;
  }

  public long totalNanos() {
    return totalNanos;
  }

  /** 0 as long as there is none. */
  public long minNanos() {
    return count == 0 ? 0 : minNanos;
  }

  public long maxNanos() {
    return maxNanos;
  }

  /**
   * The smallest value that at least this share of all values does not exceed, from 0 to 1; 0 as
   * long as there is none.
   */
  public long quantileNanos(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    if (exact != null) {
      long[] sorted = Arrays.copyOf(exact, (int) Math.min(count, exact.length));
      Arrays.sort(sorted);
      return sorted[(int) Math.min(rank, sorted.length) - 1];
    }
    if (pages == null) {
      return maxNanos;
    }
    return Math.min(maxNanos, Math.max(minNanos, inPages(pages, rank)));
  }

  private long inPages(int[][] all, long rank) {
    long left = rank;
    for (int p = 0; p < PAGES; p++) {
      int[] page = all[p];
      for (int slot = 0; page != null && slot < PAGE; slot++) {
        left -= Integer.toUnsignedLong(page[slot]);
        if (left <= 0) {
          return valueOf((p << SUB_BITS) + slot);
        }
      }
    }
    return maxNanos;
  }
}
