/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.EventQueries;
import io.gomon.collector.query.TimeRange;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Into which steps a range is cut, so that it has at most {@link EventQueries#MAX_ROWS}. */
final class MemorySteps {
  /** From here on steps are such that cells have them. */
  private static final long ROUNDED_FROM_MILLIS = 30_000;

  private static final List<Long> MINUTES = List.of(1L, 5L, 10L, 15L, 30L, 60L, 120L, 360L, 720L);

  private MemorySteps() {}

  /** Steps begin at multiples of their length since 1970-01-01T00:00Z. */
  static long nanos(TimeRange range) {
    // A step more than fits: the first and the last one may lie in the range with a part of them.
    long millis = Math.max(1, (range.millis() - 1) / (EventQueries.MAX_ROWS - 1) + 1);
    return TimeUnit.MILLISECONDS.toNanos(millis < ROUNDED_FROM_MILLIS ? millis : rounded(millis));
  }

  private static long rounded(long millis) {
    for (long minutes : MINUTES) {
      if (minutes * 60_000 >= millis) {
        return minutes * 60_000;
      }
    }
    long day = TimeUnit.DAYS.toMillis(1);
    return (millis - 1) / day * day + day;
  }
}
