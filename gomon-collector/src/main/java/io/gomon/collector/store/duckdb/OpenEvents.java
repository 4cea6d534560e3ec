/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.util.HashSet;
import java.util.Set;

/**
 * Which announcements of one day are in its {@code open_events} table: a small bounded set. When
 * there are more than it may hold, it forgets all and answers "perhaps" for ever. Not thread-safe:
 * the applier's own.
 */
final class OpenEvents {
  /** About 10 MB of heap. Beyond, each batch costs one scan of the small open_events table. */
  static final int MAX_KEYS = 100_000;

  private final Set<EventKey> keys = new HashSet<>();
  private boolean overflowed;

  /** Of a file of which nothing is known. */
  static OpenEvents unknown() {
    OpenEvents unknown = new OpenEvents();
    unknown.overflowed = true;
    return unknown;
  }

  boolean perhaps(EventKey key) {
    return overflowed || keys.contains(key);
  }

  void add(EventKey key) {
    if (overflowed) {
      return;
    }
    keys.add(key);
    if (keys.size() > MAX_KEYS) {
      overflowed = true;
      keys.clear();
    }
  }

  void remove(EventKey key) {
    keys.remove(key);
  }
}
