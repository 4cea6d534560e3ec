/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Known-bad twin of {@link EventRing}: the consumer raises {@code taken} before it empties the
 * slot. So it may empty one that a producer has filled again.
 */
final class RingTakenTooEarly implements Ring {
  private final AtomicReferenceArray<@Nullable Integer> slots;
  private final PaddedCounter claimed = new PaddedCounter();
  private final PaddedCounter taken = new PaddedCounter();

  RingTakenTooEarly(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
  }

  @Override
  public boolean offer(Integer element) {
    long free = claimed.get();
    while (free - taken.get() < slots.length()) {
      long seen = claimed.compareAndExchange(free, free + 1);
      if (seen == free) {
        slots.setRelease((int) free & slots.length() - 1, element);
        return true;
      }
      free = seen;
    }
    return false;
  }

  @Override
  public @Nullable Integer poll() {
    long mine = taken.own();
    int index = (int) mine & slots.length() - 1;
    Integer element = slots.getAcquire(index);
    if (element != null) {
      taken.set(mine + 1);
      // Time for the producer, so that the fault is seen within a second.
      Thread.onSpinWait();
      slots.setRelease(index, null);
    }
    return element;
  }
}
