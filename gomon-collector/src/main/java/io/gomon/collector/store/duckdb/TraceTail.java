/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;

/**
 * The newest rows of a day's {@code events}, which no block of {@link TraceBlocks} describes yet:
 * all from {@code firstRow} on. Immutable.
 *
 * @param firstRow how many rows the blocks describe
 * @param rows how many follow, or a few more: those of a transaction that is not committed yet, or
 *     failed
 * @param minStartNanos where they start, at the earliest
 * @param maxStartNanos and at the latest
 */
record TraceTail(long firstRow, long rows, long minStartNanos, long maxStartNanos) {
  /** Half a row group: what a look-up reads of a block that may hold its trace. */
  static final int BLOCK_ROWS = 1 << 16;

  /** Fewer are read as quickly as they are described. */
  static final int MIN_BLOCK_ROWS = 1 << 12;

  static TraceTail startingAt(long firstRow) {
    return new TraceTail(firstRow, 0, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  TraceTail plus(List<CollectedEvent> events) {
    long min = minStartNanos;
    long max = maxStartNanos;
    for (CollectedEvent event : events) {
      min = Math.min(min, event.startNanos());
      max = Math.max(max, event.startNanos());
    }
    return new TraceTail(firstRow, rows + events.size(), min, max);
  }
}
