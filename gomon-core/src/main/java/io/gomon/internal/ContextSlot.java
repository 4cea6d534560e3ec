/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The place of a thread that holds what is current there: a stack, the innermost on top.
 *
 * <p>It is an {@code Object[]}: an {@code int[1]} with the depth at 0, and behind it the trackers
 * that are current, the outermost at 1. All classes of the JDK, so that a pooled thread which
 * outlives the application keeps none of our classes, and none of the application's, in memory.
 */
public final class ContextSlot {
  /** On a stack: what is started on this thread is not recorded. */
  public static final Object SUPPRESSED = "gomon: suppressed";

  /** Scopes that nobody ever closes pile up: then only the newest stays. */
  public static final int MAX_DEPTH = 1_024;

  private static final int FIRST_LENGTH = 8;

  private static final ThreadLocal<@Nullable Object[]> STACK =
      ThreadLocal.withInitial(ContextSlot::newStack);

  private ContextSlot() {}

  private static @Nullable Object[] newStack() {
    @Nullable Object[] stack = new @Nullable Object[FIRST_LENGTH];
    stack[0] = new int[1];
    return stack;
  }

  /** This thread's stack. */
  public static @Nullable Object[] get() {
    return STACK.get();
  }

  /** How many scopes are open; also the index of the innermost one's tracker. */
  public static int depth(@Nullable Object[] stack) {
    return counter(stack)[0];
  }

  /** The depth's holder: the same object for the whole life of a thread, unlike the stack. */
  @SuppressWarnings("NullAway") // newStack puts it there
  public static int[] counter(@Nullable Object[] stack) {
    return (int[]) stack[0];
  }

  /** What is current on this thread: a tracker, {@link #SUPPRESSED}, or null. */
  public static @Nullable Object current() {
    @Nullable Object[] stack = STACK.get();
    int depth = depth(stack);
    return depth == 0 ? null : stack[depth];
  }

  /** Makes it the innermost one; returns its depth. */
  public static int push(@Nullable Object[] stack, Object element) {
    int[] counter = counter(stack);
    int depth = counter[0] + 1;
    if (depth == stack.length) {
      return pushWithMoreRoom(stack, element);
    }
    stack[depth] = element;
    counter[0] = depth;
    return depth;
  }

  private static int pushWithMoreRoom(@Nullable Object[] stack, Object element) {
    @Nullable Object[] larger = stack;
    if (stack.length <= MAX_DEPTH) {
      larger = Arrays.copyOf(stack, 2 * stack.length);
      STACK.set(larger);
    } else {
      truncate(stack, 0);
    }
    int depth = ++counter(larger)[0];
    larger[depth] = element;
    return depth;
  }

  /** Ends all scopes from this depth on, which is at least 1. */
  public static void truncate(@Nullable Object[] stack, int depth) {
    int[] counter = counter(stack);
    Arrays.fill(stack, depth + 1, counter[0] + 1, null);
    counter[0] = depth;
  }

  /** From now on nothing is recorded on this thread. */
  static void suppress() {
    push(STACK.get(), SUPPRESSED);
  }

  /** Does some work of which nothing is recorded. */
  public static void suppressed(Runnable work) {
    int depth = push(STACK.get(), SUPPRESSED);
    try {
      work.run();
    } finally {
      truncate(STACK.get(), depth - 1);
    }
  }
}
