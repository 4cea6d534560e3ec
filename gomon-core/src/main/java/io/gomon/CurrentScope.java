/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * An open scope: a place on its thread's stack. Closing a scope ends those that were opened inside
 * it and never closed, so that one forgotten close cannot give a pooled thread a wrong parent for
 * good. Used by one thread; nothing but the caller refers to it, so that where it is opened and
 * closed in one method the compiler leaves it out.
 */
final class CurrentScope implements Scope {
  private final RecordingTracker tracker;

  /** Of the thread that opened it. */
  private final int[] counter;

  /** The place of its tracker on the stack; 0 once it is closed. */
  private int depth;

  private CurrentScope(RecordingTracker tracker, int[] counter, int depth) {
    this.tracker = tracker;
    this.counter = counter;
    this.depth = depth;
  }

  /** Makes the tracker's event current on this thread. */
  static Scope open(RecordingTracker tracker) {
    @Nullable Object[] stack = ContextSlot.get();
    int[] counter = ContextSlot.counter(stack);
    if (stack[counter[0]] == ContextSlot.SUPPRESSED) {
      return NoopTracker.NO_SCOPE;
    }
    return new CurrentScope(tracker, counter, ContextSlot.push(stack, tracker));
  }

  @Override
  public void close() {
    @Nullable Object[] stack = ContextSlot.get();
    int[] mine = counter;
    int place = depth;
    if (stack[0] == mine && mine[0] == place && stack[place] == tracker) {
      depth = 0;
      stack[place] = null;
      mine[0] = place - 1;
    } else if (place > 0) {
      closeOutOfOrder(stack);
    }
  }

  private void closeOutOfOrder(@Nullable Object[] stack) {
    if (stack[0] != counter) {
      // Another thread has opened it, whose stack is none of ours.
      tracker.trace.gomon.countScopeMisuse();
      return;
    }
    if (counter[0] > depth && stack[depth] == tracker) {
      tracker.trace.gomon.countScopeMisuse();
      ContextSlot.truncate(stack, depth - 1);
    }
    // Or it ended already, together with one around it, which was counted then.
    depth = 0;
  }
}
