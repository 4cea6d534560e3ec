/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the traces of a day: its blocks, if {@link TraceMemory} has room for them, and
 * behind them the tail. Immutable, so that a reader sees both as they belong together.
 *
 * @param blocks null: they are to be read from the file
 */
record TraceIndex(@Nullable List<TraceBlock> blocks, TraceTail tail) {
  static final TraceIndex EMPTY = new TraceIndex(List.of(), TraceTail.startingAt(0));

  TraceIndex withTail(TraceTail newTail) {
    return new TraceIndex(blocks, newTail);
  }

  /** With one block more, which describes what was the tail. */
  TraceIndex plus(TraceBlock block, TraceMemory memory) {
    TraceTail newTail = TraceTail.startingAt(tail.firstRow() + block.rows);
    if (blocks == null) {
      return withTail(newTail);
    }
    if (!memory.take(block.traces().length)) {
      giveBack(memory);
      return new TraceIndex(null, newTail);
    }
    List<TraceBlock> more = new ArrayList<>(blocks);
    more.add(block);
    return new TraceIndex(List.copyOf(more), newTail);
  }

  void giveBack(TraceMemory memory) {
    if (blocks != null) {
      memory.giveBack(blocks.stream().mapToLong(block -> block.traces().length).sum());
    }
  }
}
