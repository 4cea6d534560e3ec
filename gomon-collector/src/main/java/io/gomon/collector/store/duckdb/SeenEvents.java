/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

/*
 * Which finished events of one day were perhaps stored before?
 *
 * Nearly all events are new, and a database look-up for each batch would cost more than storing it. So the keys of
 * the newest events are kept in memory, in two generations of at most GENERATION keys; when the current one is full
 * it becomes the previous one, and the previous one is forgotten.
 *
 *   horizonNanos     every stored event that starts at or after it is in one of the two generations
 *
 * "No" is certain: an event that starts at or after the horizon and is in neither generation is new. Anything else
 * is "perhaps", and the caller looks it up in the file. That is exact, and dear only for repeated or late events.
 *
 * A host whose clock runs ahead pushes the horizon ahead as well, so that events of the other hosts need a look-up
 * until the next generation is dropped: slower, still right.
 */
/** Tells in memory that an event is certainly new. Not thread-safe: the applier's own. */
final class SeenEvents {
  /** 4 MB each when full; two of them cover the last 4 s at 60,000 events/s, 4 min at 1,000. */
  static final int GENERATION = 1 << 18;

  private final int generationSize;
  private LongHashSet current = new LongHashSet();
  private LongHashSet previous = new LongHashSet();
  private long currentMaxStartNanos = Long.MIN_VALUE;
  private long previousMaxStartNanos = Long.MIN_VALUE;
  private long horizonNanos;

  private SeenEvents(int generationSize, long horizonNanos) {
    this.generationSize = generationSize;
    this.horizonNanos = horizonNanos;
  }

  /** For a file that holds no event yet. */
  static SeenEvents empty() {
    return new SeenEvents(GENERATION, Long.MIN_VALUE);
  }

  /** For a file all of whose events that start at or after {@code horizonNanos} are added next. */
  static SeenEvents startingAt(long horizonNanos) {
    return new SeenEvents(GENERATION, horizonNanos);
  }

  /** For a file of which nothing is known: "perhaps" to all, without any memory. */
  static SeenEvents unknown() {
    return startingAt(Long.MAX_VALUE);
  }

  static SeenEvents withGenerationSize(int size) {
    return new SeenEvents(size, Long.MIN_VALUE);
  }

  boolean perhaps(EventKey key, long startNanos) {
    if (startNanos < horizonNanos) {
      return true;
    }
    long mixed = key.mixed();
    return current.contains(mixed) || previous.contains(mixed);
  }

  void add(EventKey key, long startNanos) {
    if (horizonNanos == Long.MAX_VALUE) {
      return; // the answer is "perhaps" whatever is remembered
    }
    current.add(key.mixed());
    currentMaxStartNanos = Math.max(currentMaxStartNanos, startNanos);
    if (current.size() >= generationSize) {
      if (previousMaxStartNanos != Long.MIN_VALUE) {
        horizonNanos = Math.max(horizonNanos, previousMaxStartNanos + 1);
      }
      previous = current;
      previousMaxStartNanos = currentMaxStartNanos;
      current = new LongHashSet();
      currentMaxStartNanos = Long.MIN_VALUE;
    }
  }
}
