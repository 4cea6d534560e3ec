/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How far back the newest events reach, told by the blocks of {@link TraceIndex}. Stateless. */
final class NewestRows {
  private NewestRows() {}

  private record Part(long rows, long maxStartNanos) {}

  /** {@link DaySession#startOfNewest}. The days: oldest first. */
  static long start(List<DayFile> days, long rows, long toNanos) {
    long counted = 0;
    long start = toNanos;
    for (int i = days.size() - 1; i >= 0; i--) {
      DayFile day = days.get(i);
      TraceIndex known = day.traces;
      if (known.blocks() == null) {
        return start; // its blocks are in its file: nobody knows where its events lie
      }
      for (Part part : parts(known.blocks(), known.tail(), toNanos)) {
        if (counted >= rows) {
          return Math.min(start, part.maxStartNanos + 1);
        }
        counted += part.rows;
      }
      start = Math.min(start, day.epochDay * DayFile.NANOS_PER_DAY);
    }
    return Long.MIN_VALUE;
  }

  /** Those with events before a time; the one first that reaches furthest. */
  private static List<Part> parts(List<TraceBlock> blocks, TraceTail tail, long toNanos) {
    List<Part> parts = new ArrayList<>();
    for (TraceBlock block : blocks) {
      if (block.minStartNanos < toNanos) {
        parts.add(new Part(block.rows, block.maxStartNanos));
      }
    }
    if (tail.rows() > 0 && tail.minStartNanos() < toNanos) {
      parts.add(new Part(tail.rows(), tail.maxStartNanos()));
    }
    parts.sort(Comparator.comparingLong(Part::maxStartNanos).reversed());
    return parts;
  }
}
