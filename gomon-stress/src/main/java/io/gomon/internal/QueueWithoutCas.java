/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Known-bad twin of {@link ChunkedQueue}: a place is claimed by a read and a write, not by CAS. So
 * two producers may get the same place.
 */
final class QueueWithoutCas implements Queue {
  private final AtomicReferenceArray<@Nullable Integer> slots;
  private final PaddedCounter claimed = new PaddedCounter();
  private final PaddedCounter taken = new PaddedCounter();

  QueueWithoutCas(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
  }

  @Override
  public boolean offer(Integer element) {
    long free = claimed.get();
    if (free - taken.get() >= slots.length()) {
      return false;
    }
    claimed.set(free + 1);
    slots.setRelease((int) free & slots.length() - 1, element);
    return true;
  }

  @Override
  public @Nullable Integer poll() {
    long mine = taken.own();
    int index = (int) mine & slots.length() - 1;
    Integer element = slots.getAcquire(index);
    if (element != null) {
      slots.setPlain(index, null);
      taken.set(mine + 1);
    }
    return element;
  }
}
