/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import io.gomon.collector.store.CollectedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that were stored last, for who watches. A ring: who reads too seldom misses some, and
 * is told how many. Costs nothing while nobody watches. Thread-safe; nobody waits for a reader.
 */
public final class LiveTail {
  private final LiveEvent[] ring;

  /** How many were ever put in. Guarded by this. */
  private long head;

  /** Guarded by this. */
  private int readers;

  /**
   * An empty one.
   *
   * @param capacity how many events a reader may be behind
   */
  public LiveTail(int capacity) {
    ring = new LiveEvent[capacity];
  }

  /** Tells of events that are stored since now. Finished ones only: an announcement comes again. */
  public synchronized void publish(List<CollectedEvent> events) {
    if (readers == 0) {
      return;
    }
    for (CollectedEvent event : events) {
      if (!event.isOpen()) {
        ring[(int) (head % ring.length)] = LiveEvent.of(event);
        head++;
      }
    }
  }

  /** Begins to watch; to be ended by {@link #leave}. Gives the place where reading begins. */
  public synchronized long join() {
    readers++;
    return head;
  }

  /** Ends to watch. */
  public synchronized void leave() {
    readers--;
  }

  /** What there is since a place, at most {@code max} events. */
  public synchronized Part read(long place, int max) {
    long oldest = Math.max(0, head - ring.length);
    long from = Math.max(place, oldest);
    long to = Math.min(head, from + max);
    List<LiveEvent> events = new ArrayList<>();
    for (long i = from; i < to; i++) {
      events.add(ring[(int) (i % ring.length)]);
    }
    return new Part(events, from - place, to);
  }

  /**
   * Some of the events.
   *
   * @param missed how many came before them and are gone
   * @param next the place to go on from
   */
  public record Part(List<LiveEvent> events, long missed, long next) {}
}
