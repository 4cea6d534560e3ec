/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import org.jspecify.annotations.Nullable;

/**
 * The one place of a thread that holds its current event and, at {@link #SEGMENTS}, its current
 * tree of segments.
 *
 * <p>It is an array of two, a class of the JDK, so that a pooled thread which outlives the
 * application keeps none of our classes, and none of the application's, in memory.
 */
public final class ContextSlot {
  /** In a slot: what is started on this thread is not recorded. */
  public static final Object SUPPRESSED = "gomon: suppressed";

  /** Where the current event is. */
  public static final int EVENT = 12;

  /** Where the tree of segments is. */
  public static final int SEGMENTS = 13;

  private static final ThreadLocal<@Nullable Object[]> SLOT =
      ThreadLocal.withInitial(() -> new @Nullable Object[26]);

  private ContextSlot() {}

  /** This thread's slot. */
  public static @Nullable Object[] get() {
    return SLOT.get();
  }

  /** From now on nothing is recorded on this thread. */
  static void suppress() {
    SLOT.get()[EVENT] = SUPPRESSED;
  }

  /** Does some work of which nothing is recorded. */
  public static void suppressed(Runnable work) {
    @Nullable Object[] slot = SLOT.get();
    Object before = slot[EVENT];
    slot[EVENT] = SUPPRESSED;
    try {
      work.run();
    } finally {
      slot[EVENT] = before;
    }
  }
}
