/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.FrozenValues;
import java.sql.BatchUpdateException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sums up the update counts of a batch. */
final class BatchCounts {
  private static final int MAX_RESULTS = 100;

  private BatchCounts() {}

  static void set(EventTracker event, long @Nullable [] updateCounts) {
    if (updateCounts == null) {
      return;
    }
    long affected = 0;
    long failed = 0;
    for (long count : updateCounts) {
      // SUCCESS_NO_INFO is negative, too: done, but nobody knows how many.
      affected += Math.max(0, count);
      failed += count == Statement.EXECUTE_FAILED ? 1 : 0;
    }
    event.set("rows-aff", affected);
    event.set("batch-results", results(updateCounts));
    if (failed > 0) {
      event.set("batch-failed", failed);
    }
  }

  private static FrozenValues results(long[] updateCounts) {
    @Nullable Object[] results = new Object[Math.min(MAX_RESULTS, updateCounts.length)];
    Arrays.setAll(results, i -> (Object) updateCounts[i]);
    return FrozenValues.list(results, results.length);
  }

  static void set(EventTracker event, int @Nullable [] updateCounts) {
    if (updateCounts != null) {
      long[] counts = new long[updateCounts.length];
      Arrays.setAll(counts, i -> updateCounts[i]);
      set(event, counts);
    }
  }

  /** What a failed batch still tells; a driver that stops at the first failure tells less. */
  static void setFailed(EventTracker event, Throwable error) {
    if (error instanceof BatchUpdateException batch) {
      long[] counts = batch.getLargeUpdateCounts();
      set(event, counts);
      int first = firstFailed(counts);
      if (first > 0) {
        event.set("batch-first-failed", first);
      }
    }
  }

  /**
   * Its position, from 1: a driver that stops there tells only what it did before. 0 when it cannot
   * be told: PostgreSQL's driver says of each statement of a batch that it failed.
   */
  private static int firstFailed(long @Nullable [] counts) {
    if (counts == null) {
      return 0;
    }
    int position = 1;
    while (position <= counts.length && counts[position - 1] != Statement.EXECUTE_FAILED) {
      position++;
    }
    return position == 1 && counts.length > 1 && areAllFailed(counts) ? 0 : position;
  }

  private static boolean areAllFailed(long[] counts) {
    return Arrays.stream(counts).allMatch(count -> count == Statement.EXECUTE_FAILED);
  }
}
