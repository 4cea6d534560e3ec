/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/** Nothing is recorded on its thread until it is closed there; what was current comes back then. */
final class SuppressingScope implements Scope {
  private final Thread owner = Thread.currentThread();
  private final @Nullable Object before;
  private boolean closed;

  SuppressingScope() {
    @Nullable Object[] slot = ContextSlot.get();
    before = slot[ContextSlot.EVENT];
    slot[ContextSlot.EVENT] = ContextSlot.SUPPRESSED;
  }

  @Override
  public void close() {
    // A second close would put back what has been closed since, and that for good.
    if (closed || owner != Thread.currentThread()) {
      return;
    }
    @Nullable Object[] slot = ContextSlot.get();
    if (slot[ContextSlot.EVENT] == ContextSlot.SUPPRESSED) {
      closed = true;
      slot[ContextSlot.EVENT] = before;
    }
  }
}
