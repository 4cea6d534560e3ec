/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one place of a thread that holds its current event, at {@link #SEGMENTS} its current tree of
 * segments, and what its next event is called.
 *
 * <p>It is an array of objects, a class of the JDK, so that a pooled thread which outlives the
 * application keeps none of our classes, and none of the application's, in memory.
 */
public final class ContextSlot {
  /** In a slot: what is started on this thread is not recorded. */
  public static final Object SUPPRESSED = "gomon: suppressed";

  /** Where the current event is. */
  public static final int EVENT = 0;

  /** Where the tree of segments is. */
  public static final int SEGMENTS = 1;

  /** The thread itself, as long as this is its slot. */
  private static final int THREAD = 2;

  /** The low half that the thread's next event gets: {@link Ids#next}. */
  private static final int IDS = 3;

  private static final ThreadLocal<@Nullable Object[]> SLOT =
      ThreadLocal.withInitial(
          () -> new @Nullable Object[] {null, null, Thread.currentThread(), new long[1]});

  private ContextSlot() {}

  /** This thread's slot. It may be another one after a scope was opened: do not keep it. */
  public static @Nullable Object[] get() {
    return SLOT.get();
  }

  /** Whether this is the slot of this thread now. */
  public static boolean isOwn(@Nullable Object @Nullable [] slot) {
    return slot != null && slot[THREAD] == Thread.currentThread();
  }

  /**
   * The given slot, if it is that of this thread for sure, else the one that is: mostly saves a
   * look-up. Some pools take the thread-locals of their threads away after each task (the common
   * one since JDK 19), so a slot from an earlier task knows the thread, but the thread does not
   * know the slot. While something is current in it, it is not from an earlier task.
   */
  public static @Nullable Object[] sameOrFound(@Nullable Object @Nullable [] slot) {
    return slot != null && slot[EVENT] != null && isOwn(slot) ? slot : SLOT.get();
  }

  /**
   * Gives this thread a new slot with the same content, unless a tree of segments holds the old
   * one. To be called now and then by who puts young objects there: into a young array that is
   * cheaper, since G1 has no fence and no card for it.
   */
  public static @Nullable Object[] renewed(@Nullable Object[] slot) {
    if (slot[SEGMENTS] != null) {
      return slot;
    }
    @Nullable Object[] fresh = slot.clone();
    // First what fails on a full stack: a thread whose slot forgot it would own no event any more.
    SLOT.set(fresh);
    slot[EVENT] = null;
    slot[THREAD] = null;
    return fresh;
  }

  /** One number, which no other thread may touch. */
  static long[] ids(@Nullable Object[] slot) {
    return (long[]) Objects.requireNonNull(slot[IDS]);
  }

  /** From now on nothing is recorded on this thread. */
  static void suppress() {
    SLOT.get()[EVENT] = SUPPRESSED;
  }

  /** Does some work of which nothing is recorded. */
  public static void suppressed(Runnable work) {
    Object before = SLOT.get()[EVENT];
    SLOT.get()[EVENT] = SUPPRESSED;
    try {
      work.run();
    } finally {
      SLOT.get()[EVENT] = before;
    }
  }
}
