/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * An open scope. Closing it ends the innermost of its tracker on the thread's stack, and those that
 * were opened inside it and never closed, so that one forgotten close cannot give a pooled thread a
 * wrong parent for good. Used by one thread; made for each event, so it has no field more than it
 * needs: 16 bytes.
 */
final class CurrentScope implements Scope {
  /** Null once closed. */
  private @Nullable RecordingTracker tracker;

  private CurrentScope(RecordingTracker tracker) {
    this.tracker = tracker;
  }

  /** Makes the tracker's event current on this thread. */
  static Scope open(RecordingTracker tracker) {
    @Nullable Object[] stack = ContextSlot.get();
    if (stack[ContextSlot.depth(stack)] == ContextSlot.SUPPRESSED) {
      return NoopTracker.NO_SCOPE;
    }
    ContextSlot.push(stack, tracker);
    return new CurrentScope(tracker);
  }

  @Override
  public void close() {
    RecordingTracker mine = tracker;
    if (mine == null) {
      return;
    }
    @Nullable Object[] stack = ContextSlot.get();
    int[] counter = ContextSlot.counter(stack);
    int depth = counter[0];
    if (stack[depth] == mine) {
      stack[depth] = null;
      counter[0] = depth - 1;
      tracker = null;
    } else {
      closeOutOfOrder(mine, stack, depth);
    }
  }

  private void closeOutOfOrder(RecordingTracker mine, @Nullable Object[] stack, int depth) {
    mine.gomon().countScopeMisuse();
    int place = depth;
    while (place > 0 && stack[place] != mine) {
      if (stack[place] == ContextSlot.SUPPRESSED) {
        return; // closed inside of what is not recorded, and that stays so
      }
      place--;
    }
    if (place > 0) {
      ContextSlot.truncate(stack, place - 1);
      tracker = null;
    }
    // Or it is not on this thread's stack: another thread has opened it, whose stack is none of
    // ours; or it ended already, together with one around it.
  }
}
