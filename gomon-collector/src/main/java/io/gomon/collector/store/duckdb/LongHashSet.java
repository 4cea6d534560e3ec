/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

/**
 * A set of 64-bit values that are already well mixed: open addressing, at most half full, grows by
 * doubling. Not thread-safe. 16 to 32 bytes a value.
 */
final class LongHashSet {
  private static final int MIN_SLOTS = 64;

  /** 0 marks a free slot; the value 0 itself is kept as 1, which is harmless in a filter. */
  private long[] slots = new long[MIN_SLOTS];

  private int size;

  int size() {
    return size;
  }

  boolean contains(long value) {
    long wanted = value == 0 ? 1 : value;
    return slots[find(slots, wanted)] == wanted;
  }

  void add(long value) {
    long added = value == 0 ? 1 : value;
    int slot = find(slots, added);
    if (slots[slot] == added) {
      return;
    }
    slots[slot] = added;
    if (++size * 2 > slots.length) {
      grow();
    }
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long value : slots) {
      if (value != 0) {
        larger[find(larger, value)] = value;
      }
    }
    slots = larger;
  }

  /** The slot that holds {@code value}, or the free one where it belongs. */
  private static int find(long[] slots, long value) {
    int mask = slots.length - 1;
    int slot = (int) value & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
