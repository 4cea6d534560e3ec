/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import java.util.HashSet;
import java.util.Set;

/** The keys of one JSON object so far. Used again for the next on the same level. One thread. */
final class KeysSeen {
  /** Up to here all are looked at. */
  private static final int FEW = 16;

  private final String[] few = new String[FEW];
  private int count;
  private Set<String> many = Set.of();

  void clear() {
    count = 0;
    many = Set.of(); // not emptied: one that has grown large stays large
  }

  boolean contains(String key) {
    for (int i = 0; i < count; i++) {
      if (few[i].equals(key)) {
        return true;
      }
    }
    return many.contains(key);
  }

  /** Adds a key; false if it is there. */
  boolean add(String key) {
    if (count < FEW) {
      if (contains(key)) {
        return false;
      }
      few[count++] = key;
      return true;
    }
    if (many.isEmpty()) {
      many = new HashSet<>(Set.of(few));
    }
    return many.add(key);
  }
}
