/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * An open scope: the slot of its thread holds the innermost one, and each knows the one around it.
 * Closing a scope ends those that were opened inside it and never closed, so that one forgotten
 * close cannot give a pooled thread a wrong parent for good. Used by one thread; made for each
 * event, so it has no field more than it needs: 24 bytes.
 */
final class CurrentScope implements Scope {
  /** Scopes that nobody ever closes form a chain: it is cut here. */
  private static final int MAX_DEPTH = 1_024;

  final RecordingTracker tracker;

  /** Null for the outermost one; the scope itself, once it is closed. */
  private @Nullable CurrentScope around;

  private final int depth;

  private CurrentScope(RecordingTracker tracker, @Nullable CurrentScope around) {
    this.tracker = tracker;
    this.around = around == null || around.depth == MAX_DEPTH ? null : around;
    this.depth = this.around == null ? 0 : this.around.depth + 1;
  }

  /** Makes the tracker's event current on this thread. */
  static Scope open(RecordingTracker tracker) {
    @Nullable Object[] slot = ContextSlot.get();
    Object before = slot[0];
    if (before == ContextSlot.SUPPRESSED) {
      return NoopTracker.NO_SCOPE;
    }
    CurrentScope scope =
        new CurrentScope(tracker, before instanceof CurrentScope outer ? outer : null);
    slot[0] = scope;
    return scope;
  }

  @Nullable CurrentScope around() {
    return around == this ? null : around;
  }

  @Override
  public void close() {
    @Nullable Object[] slot = ContextSlot.get();
    if (slot[0] == this) {
      slot[0] = around;
      around = this;
    } else if (around != this) {
      closeOutOfOrder(slot);
    }
  }

  private void closeOutOfOrder(@Nullable Object[] slot) {
    tracker.gomon().countScopeMisuse();
    CurrentScope inner = slot[0] instanceof CurrentScope scope ? scope : null;
    CurrentScope scope = inner;
    while (scope != null && scope != this) {
      scope = scope.around;
    }
    if (scope == null) {
      // Not open on this thread: another one has opened it, whose slot is none of ours; or the
      // thread is suppressed, and stays so.
      return;
    }
    while (inner != null) {
      CurrentScope next = inner == this ? null : inner.around;
      if (inner == this) {
        slot[0] = around;
      }
      inner.around = inner;
      inner = next;
    }
  }
}
