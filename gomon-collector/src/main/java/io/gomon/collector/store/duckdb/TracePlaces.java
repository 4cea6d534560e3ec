/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in one day events of some traces may be. One question's own. */
final class TracePlaces {
  /** More ranges than these are asked as one: each costs a part of a millisecond to prepare. */
  private static final int MAX_RANGES = 8;

  private final DayFile day;

  /** Whether events are announced, so that the day's snapshot is taken first. */
  private final boolean hasOpen;

  /** Whether the day's blocks are asked in its file. */
  private final boolean inFile;

  private final List<Range> ranges = new ArrayList<>();
  private long describedRows;

  TracePlaces(DayFile day, boolean hasOpen) {
    this.day = day;
    this.hasOpen = hasOpen;
    this.inFile = day.traces.blocks() == null;
  }

  /** A statement that takes the day's snapshot: null if the day needs none. */
  @Nullable String snapshotSql() {
    return hasOpen && !inFile
        ? "SELECT count(*) FROM " + day.catalog + "." + DaySchema.OPEN_EVENTS
        : null;
  }

  boolean isInFile() {
    return inFile;
  }

  /** What to select for {@link #block}, and from where, if they are in the file. */
  String blocksSql() {
    return "* FROM " + day.catalog + "." + TraceBlocks.TABLE;
  }

  private record Range(long fromNanos, long toNanos) {}

  /** One block of the day. */
  void block(TraceBlock block, long... mixedTraces) {
    describedRows += block.rows;
    if (block.perhaps(mixedTraces)) {
      ranges.add(new Range(block.minStartNanos, block.maxStartNanos));
    }
  }

  /** What the writer has published by now. See the essay in {@link TraceBlocks}. */
  void published(long... mixedTraces) {
    TraceIndex known = day.traces;
    if (!inFile && known.blocks() != null) {
      known.blocks().forEach(block -> block(block, mixedTraces));
    }
    TraceTail tail = known.tail();
    if (tail.firstRow() > describedRows) {
      ranges.add(new Range(Long.MIN_VALUE, Long.MAX_VALUE));
    } else if (tail.rows() > 0) {
      ranges.add(new Range(tail.minStartNanos(), tail.maxStartNanos()));
    }
  }

  /** The places as tables with a condition; none when the traces cannot be here. */
  List<String> finished() {
    return merged().stream()
        .map(
            range ->
                (day.catalog + "." + DaySchema.EVENTS)
                    + (" WHERE start_nanos >= " + range.fromNanos)
                    + (" AND start_nanos <= " + range.toNanos))
        .toList();
  }

  /** The same of announced events. */
  List<String> open() {
    return hasOpen ? List.of(day.catalog + "." + DaySchema.OPEN_EVENTS) : List.of();
  }

  /** Ranges that do not overlap, so that no event is found twice. */
  private List<Range> merged() {
    ranges.sort(Comparator.comparingLong(Range::fromNanos));
    List<Range> merged = new ArrayList<>();
    for (Range range : ranges) {
      int last = merged.size() - 1;
      boolean joins =
          last >= 0 && (merged.get(last).toNanos >= range.fromNanos || last + 1 == MAX_RANGES);
      if (joins) {
        Range before = merged.get(last);
        merged.set(last, new Range(before.fromNanos, Math.max(before.toNanos, range.toNanos)));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }
}
