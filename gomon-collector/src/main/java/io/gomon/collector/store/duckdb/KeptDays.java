/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which days stay, by age and by size. A day that went for its size is not made again, also after a
 * restart. Days are counted since 1970-01-01. Used by the holder of the writer's lock.
 */
final class KeptDays {
  private final int retentionDays;
  private final OldestDay mark;

  /** Days before it are never made again. */
  private long oldest = Long.MIN_VALUE;

  KeptDays(int retentionDays, OldestDay mark) {
    this.retentionDays = retentionDays;
    this.mark = mark;
  }

  /** Reads what an earlier process remembered. */
  void read(long today) throws StoreException {
    oldest = mark.read(today);
  }

  /** The first day that may have a file. */
  long first(long today) {
    return Math.max(oldest, firstByAge(today));
  }

  /** The same, from now on, so that the days together have at most so many bytes. */
  long firstThatFits(List<DayFile> all, long today, long maxBytes) {
    long first = firstByAge(today);
    List<DayFile> young = new ArrayList<>(all);
    young.removeIf(day -> day.epochDay < firstByAge(today));
    long bytes = young.stream().mapToLong(DayFile::bytes).sum();
    for (DayFile day : young) {
      if (bytes <= maxBytes || day.epochDay >= today) {
        break;
      }
      bytes -= day.bytes();
      first = day.epochDay + 1;
    }
    oldest = Math.max(oldest, first);
    return oldest;
  }

  /**
   * Before days are deleted. What follows from their age is known anyway, and may be set longer.
   */
  void remember(long today) throws IOException {
    if (oldest > firstByAge(today)) {
      mark.write(oldest);
    }
  }

  /** The first day of which some event may be younger than the retention. */
  private long firstByAge(long today) {
    return today - retentionDays;
  }
}
