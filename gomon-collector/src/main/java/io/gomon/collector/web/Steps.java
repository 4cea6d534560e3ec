/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.TimeRange;
import java.util.List;

/** Into which steps a range is cut. */
final class Steps {
  /** As many as a chart shows. */
  static final int MAX_POINTS = 2_000;

  private static final int DEFAULT_POINTS = 60;

  /** Steps that divide minutes, hours and days evenly, so that default buckets look familiar. */
  private static final List<Long> DEFAULT_STEPS_SECONDS =
      List.of(1L, 2L, 5L, 10L, 15L, 30L, 60L, 120L, 300L, 600L, 1_800L, 3_600L, 14_400L, 86_400L);

  private Steps() {}

  /** From {@code stepMillis}; by default such that there are about 60 steps. */
  static long millis(QueryParameters parameters, TimeRange range, int maxPoints)
      throws RequestException {
    long stepMillis =
        parameters.number("stepMillis", defaultMillis(range), 1, TimeRange.MAX_MILLIS);
    if (range.millis() / stepMillis >= maxPoints) {
      throw RequestException.badRequest(
          "Parameter stepMillis ("
              + stepMillis
              + ") gives more than "
              + maxPoints
              + " points; make it larger or the range shorter.");
    }
    return stepMillis;
  }

  /** About 60 points; for ranges over two months more. */
  private static long defaultMillis(TimeRange range) {
    for (long seconds : DEFAULT_STEPS_SECONDS) {
      if (seconds * 1_000 * DEFAULT_POINTS >= range.millis()) {
        return seconds * 1_000;
      }
    }
    return Math.max(86_400_000, range.millis() / DEFAULT_POINTS);
  }
}
