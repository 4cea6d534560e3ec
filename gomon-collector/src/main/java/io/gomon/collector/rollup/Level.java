/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long the slots of time are for which cells are kept. Slots begin at multiples of their length
 * since 1970-01-01T00:00Z, and each level's length is a multiple of the one before it. Fixed for
 * ever: stored cells have these lengths.
 */
public enum Level {
  FIVE_SECONDS(5),
  MINUTE(60),
  FIVE_MINUTES(300),
  HOUR(3_600),
  DAY(86_400);

  /** The finest first. */
  public static final List<Level> ALL = List.copyOf(Arrays.asList(values()));

  private final int seconds;

  Level(int seconds) {
    this.seconds = seconds;
  }

  public int seconds() {
    return seconds;
  }

  public long nanos() {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Those with shorter slots, the coarsest first. */
  public List<Level> finerOnes() {
    List<Level> finer = new ArrayList<>(ALL.subList(0, ALL.indexOf(this)));
    Collections.reverse(finer);
    return finer;
  }

  /** Those with longer slots, the finest first. */
  public List<Level> coarserOnes() {
    return ALL.subList(ALL.indexOf(this) + 1, ALL.size());
  }

  /** Where the slot of a time begins, both in seconds. */
  public long slotOf(long epochSeconds) {
    return epochSeconds - Math.floorMod(epochSeconds, (long) seconds);
  }
}
