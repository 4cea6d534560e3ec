/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/** Puts an event into its thread's slot, and back what was there. */
final class CurrentScope implements Scope {
  private final Gomon gomon;
  private final @Nullable Object[] slot;
  private final Object mine;
  private final @Nullable Object before;
  private boolean closed;

  CurrentScope(Gomon gomon, @Nullable Object[] slot, Object mine) {
    this.gomon = gomon;
    this.slot = slot;
    this.mine = mine;
    this.before = slot[0];
    if (before != ContextSlot.SUPPRESSED) {
      slot[0] = mine;
    }
  }

  @Override
  public void close() {
    if (closed || before == ContextSlot.SUPPRESSED) {
      return;
    }
    if (slot != ContextSlot.get()) {
      // Closed on another thread, whose slot is none of ours; the opener's stays as it is.
      gomon.countScopeMisuse();
      return;
    }
    closed = true;
    if (slot[0] == mine) {
      slot[0] = before;
    } else {
      // Closed out of order: the scope above is still open, or was never closed.
      gomon.countScopeMisuse();
    }
  }
}
