/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** So many looks at the stack in a second, and no more. Any thread, without a lock. */
final class StackBudget {
  private final IntSupplier perSecond;
  private final LongSupplier nanos;

  /** The second in the upper half, and the looks in it in the lower. */
  private final AtomicLong used = new AtomicLong();

  StackBudget(IntSupplier perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  boolean take() {
    long second = (nanos.getAsLong() / 1_000_000_000) << 32;
    int limit = perSecond.getAsInt();
    while (true) {
      long before = used.get();
      long now = (before & ~0xFFFF_FFFFL) == second ? before : second;
      if ((now & 0xFFFF_FFFFL) >= limit) {
        return false;
      }
      if (used.compareAndSet(before, now + 1)) {
        return true;
      }
    }
  }
}
