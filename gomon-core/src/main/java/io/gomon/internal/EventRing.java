/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue: many threads put in, one thread takes out.
 *
 * <p>{@code claimed} counts places given to producers, {@code taken} those emptied by the consumer;
 * {@code 0 <= claimed - taken <= capacity} always. A producer claims a place by CAS, then fills its
 * slot. Between the two the consumer sees an empty slot and stops there: nothing overtakes. The
 * consumer empties a slot before it raises {@code taken}, so a claimed slot is always empty.
 *
 * <p>Producers and consumer keep off each other's cache lines. {@code limit} is what {@code taken +
 * capacity} was when a producer last looked: below it there is room for certain, so producers look
 * at {@code taken} once a round. And the consumer raises {@code taken} in steps, or when it finds
 * nothing; raised with each element it makes both sides of a full ring wait for the same cache line
 * each time, and the ring stays full for it.
 *
 * <p>{@link #offer} is lock-free; {@link #poll} is wait-free.
 */
final class EventRing<E> {
  private static final int MAX_STEP = 256;
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);

  private final @Nullable Object[] slots;
  private final int mask;

  /** The consumer raises {@code taken} when these bits of its place are 0. */
  private final int stepMask;

  private final PaddedCounter claimed = new PaddedCounter();
  private final PaddedCounter limit = new PaddedCounter();
  private final PaddedCounter taken = new PaddedCounter();

  /** Where the consumer is; at or before it is {@code taken}. */
  private final PaddedCounter place = new PaddedCounter();

  /**
   * @param capacity a power of two
   */
  EventRing(int capacity) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two, was " + capacity);
    }
    this.slots = new @Nullable Object[capacity];
    this.mask = capacity - 1;
    this.stepMask = Math.min(MAX_STEP, Math.max(1, capacity / 64)) - 1;
    limit.set(capacity);
  }

  /** Puts an element in; false when there is no room. Any thread. */
  boolean offer(E element) {
    long free = claimed.get();
    while (true) {
      if (free - limit.get() >= 0 && !raiseLimit(free)) {
        return false;
      }
      long seen = claimed.compareAndExchange(free, free + 1);
      if (seen == free) {
        try {
          SLOTS.setRelease(slots, (int) free & mask, element);
        } catch (StackOverflowError e) {
          // The application's recursion ends just here. A place that is never filled would stop the
          // consumer for good; an assignment needs no frame, and the exchange before is its fence.
          slots[(int) free & mask] = element;
        }
        return true;
      }
      free = seen;
    }
  }

  /** Whether there is room after all. Several may do this at once, and set an older limit. */
  private boolean raiseLimit(long free) {
    long raised = taken.get() + mask + 1;
    if (free - raised >= 0) {
      return false;
    }
    limit.set(raised);
    return true;
  }

  /** Takes the oldest element out; null when there is none. The consumer's thread only. */
  @SuppressWarnings("unchecked") // only elements are put in
  @Nullable E poll() {
    long mine = place.own();
    int index = (int) mine & mask;
    E element = (E) SLOTS.getAcquire(slots, index);
    if (element != null) {
      slots[index] = null;
      place.set(mine + 1);
      if ((mine + 1 & stepMask) == 0) {
        taken.set(mine + 1);
      }
    } else if (taken.own() != mine) {
      taken.set(mine);
    }
    return element;
  }

  /** How many were ever put in. */
  long claimed() {
    return claimed.get();
  }

  /** How many are known to be taken out; the consumer may be up to 256 further. */
  long taken() {
    return taken.get();
  }
}
