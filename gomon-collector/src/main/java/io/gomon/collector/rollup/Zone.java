/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a time range, and the coarsest level whose slots it consists of.
 *
 * @param level null: too short, or not aligned, for any
 * @param fromNanos nanoseconds since 1970-01-01T00:00Z
 * @param toNanos exclusive
 */
public record Zone(@Nullable Level level, long fromNanos, long toNanos) {

  /**
   * Cuts a range into zones that cover it without overlapping.
   *
   * @param fromNanos not negative
   * @param stepNanos no slot of a zone may lie in two multiples of it; 0 if that does not matter
   */
  public static List<Zone> cut(long fromNanos, long toNanos, long stepNanos) {
    List<Zone> zones = new ArrayList<>();
    cut(fromNanos, toNanos, stepNanos, Level.ALL.size() - 1, zones);
    return zones;
  }

  private static void cut(long from, long to, long step, int coarsest, List<Zone> zones) {
    if (from >= to) {
      return;
    }
    if (coarsest < 0) {
      zones.add(new Zone(null, from, to));
      return;
    }
    Level level = Level.ALL.get(coarsest);
    long size = level.nanos();
    long past = Math.floorMod(from, size);
    long begin = past == 0 ? from : from - past + size; // below "from" when it overflows
    long end = to - Math.floorMod(to, size);
    if (step % size != 0 || begin < from || begin >= end) {
      cut(from, to, step, coarsest - 1, zones);
      return;
    }
    cut(from, begin, step, coarsest - 1, zones);
    zones.add(new Zone(level, begin, end));
    cut(end, to, step, coarsest - 1, zones);
  }
}
