/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue: many threads put in, one thread takes out.
 *
 * <p>{@code claimed} counts places given to producers, {@code taken} those emptied by the consumer;
 * {@code 0 <= claimed - taken <= capacity} always. A producer claims a place by CAS, then fills its
 * slot. Between the two the consumer sees an empty slot and stops there: nothing overtakes. The
 * consumer empties a slot before it raises {@code taken}, so a claimed slot is always empty. Both
 * counters live in one array, 128 bytes apart, to keep producers and consumer off each other's
 * cache line (adjacent lines are prefetched in pairs).
 *
 * <p>{@link #offer} is lock-free; {@link #poll} is wait-free.
 */
final class EventRing<E> {
  private static final int CLAIMED = 16;
  private static final int TAKEN = 32;
  private static final int COUNTERS = 48;

  private final AtomicReferenceArray<@Nullable E> slots;
  private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);
  private final int mask;

  /**
   * @param capacity a power of two
   */
  EventRing(int capacity) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two, was " + capacity);
    }
    this.slots = new AtomicReferenceArray<>(capacity);
    this.mask = capacity - 1;
  }

  /** Puts an element in; false when there is no room. Any thread. */
  boolean offer(E element) {
    long place = counters.get(CLAIMED);
    while (true) {
      if (place - counters.get(TAKEN) > mask) {
        return false;
      }
      long seen = counters.compareAndExchange(CLAIMED, place, place + 1);
      if (seen == place) {
        slots.setRelease((int) place & mask, element);
        return true;
      }
      place = seen;
    }
  }

  /** Takes the oldest element out; null when there is none. The consumer's thread only. */
  @Nullable E poll() {
    long place = counters.getPlain(TAKEN);
    int index = (int) place & mask;
    E element = slots.getAcquire(index);
    if (element != null) {
      slots.setPlain(index, null);
      counters.setRelease(TAKEN, place + 1);
    }
    return element;
  }

  /** How many were ever put in. */
  long claimed() {
    return counters.get(CLAIMED);
  }

  /** How many were ever taken out. */
  long taken() {
    return counters.get(TAKEN);
  }
}
