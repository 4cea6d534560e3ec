/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

/**
 * Cuts the numbers from 0 to 2^62 into buckets: each of the first 128 is its own, beyond there are
 * 64 of equal width from each power of two to the next. Greater numbers count as 2^62, negative
 * ones as 0. Fixed for ever: stored histograms are counts of these buckets.
 */
public final class Buckets {
  /** How many there are in each octave. */
  public static final int STEPS_PER_OCTAVE = 64;

  /** By how much, relative to it, a number may be off from the middle of its bucket. */
  public static final double MAX_RELATIVE_ERROR = 0.0079;

  /** The greatest number that has a bucket of its own kind. */
  public static final long MAX_VALUE = 1L << 62;

  private static final int STEP_BITS = 6;

  private Buckets() {}

  /** The bucket of a number. Greater numbers have the same or greater ones. */
  public static int indexOf(long value) {
    long capped = Math.max(0, Math.min(value, MAX_VALUE));
    if (capped < STEPS_PER_OCTAVE) {
      return (int) capped;
    }
    int shift = 63 - Long.numberOfLeadingZeros(capped) - STEP_BITS;
    return shift * STEPS_PER_OCTAVE + (int) (capped >>> shift);
  }

  /** The least number of a bucket; of the bucket behind it, where this one ends. */
  public static long lowest(int index) {
    if (index < 2 * STEPS_PER_OCTAVE) {
      return index;
    }
    int shift = index / STEPS_PER_OCTAVE - 1;
    return (long) (index - shift * STEPS_PER_OCTAVE) << shift;
  }

  /** The number that stands for all of a bucket. */
  public static long middle(int index) {
    long lowest = lowest(index);
    return lowest + (lowest(index + 1) - 1 - lowest) / 2;
  }
}
