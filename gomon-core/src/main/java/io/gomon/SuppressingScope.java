/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/** Nothing is recorded on its thread until it is closed there; what was current comes back then. */
final class SuppressingScope implements Scope {
  private final int[] counter;
  private final int depth;
  private boolean closed;

  SuppressingScope() {
    @Nullable Object[] stack = ContextSlot.get();
    this.counter = ContextSlot.counter(stack);
    this.depth = ContextSlot.push(stack, ContextSlot.SUPPRESSED);
  }

  @Override
  public void close() {
    @Nullable Object[] stack = ContextSlot.get();
    if (closed || stack[0] != counter) {
      return;
    }
    closed = true;
    if (counter[0] >= depth && stack[depth] == ContextSlot.SUPPRESSED) {
      ContextSlot.truncate(stack, depth - 1);
    }
  }
}
