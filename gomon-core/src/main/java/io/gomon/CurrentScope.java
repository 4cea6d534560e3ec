/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * An open scope: the slot of its thread holds the innermost one, and each knows the one around it.
 * Closing a scope ends those that were opened inside it and never closed, so that one forgotten
 * close cannot give a pooled thread a wrong parent for good. Used by one thread.
 */
final class CurrentScope implements Scope {
  /** Scopes that nobody ever closes form a chain: it is cut here. */
  private static final int MAX_DEPTH = 1_024;

  final RecordingTracker tracker;
  private final @Nullable Object[] slot;
  private final @Nullable CurrentScope around;
  private final int depth;
  private boolean closed;

  CurrentScope(@Nullable Object[] slot, RecordingTracker tracker) {
    this.slot = slot;
    this.tracker = tracker;
    Object before = slot[0];
    if (before == ContextSlot.SUPPRESSED) {
      this.around = null;
      this.depth = 0;
      this.closed = true;
      return;
    }
    CurrentScope outer = before instanceof CurrentScope scope ? scope : null;
    this.around = outer == null || outer.depth == MAX_DEPTH ? null : outer;
    this.depth = this.around == null ? 0 : this.around.depth + 1;
    slot[0] = this;
  }

  @Nullable CurrentScope around() {
    return around;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (slot[0] == this && slot == ContextSlot.get()) {
      closed = true;
      slot[0] = around;
    } else {
      closeOutOfOrder();
    }
  }

  private void closeOutOfOrder() {
    tracker.gomon.countScopeMisuse();
    if (slot != ContextSlot.get()) {
      // Closed on another thread, whose slot is none of ours; the opener's stays as it is.
      return;
    }
    closed = true;
    Object inner = slot[0];
    while (inner instanceof CurrentScope scope && scope.depth > depth) {
      scope.closed = true;
      inner = scope.around;
    }
    if (inner == this) {
      slot[0] = around;
    }
  }
}
