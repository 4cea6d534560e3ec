/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * Something of the application's that runs under the context in which it was wrapped.
 *
 * <p>It equals another one around an equal thing, as a set of callbacks would find them equal
 * without us. One that runs once lets go of the context when it begins, so that whoever keeps the
 * task, or its future, keeps no event; should it run again, it runs under what is current there.
 * Written by one thread at a time; whoever hands a task over publishes it.
 */
abstract class Carrying<T> {
  /** Instead of a context: leave what is current alone. */
  private static final Object NONE = "gomon: none";

  final T inner;
  private final boolean once;

  /** See {@link CurrentScope#enter}. */
  private @Nullable Object captured;

  Carrying(T inner, boolean once) {
    this.inner = inner;
    this.once = once;
    this.captured = Context.captureRaw();
  }

  /** Makes the context current; {@link #leave} takes what this returns. */
  final @Nullable Object enter() {
    Object now = captured;
    if (now == NONE) {
      return NONE;
    }
    if (once) {
      captured = NONE;
    }
    return CurrentScope.enter(now);
  }

  static void leave(@Nullable Object former) {
    if (former != NONE) {
      CurrentScope.leave(former);
    }
  }

  /** Whether a wrapper would have nothing to carry. */
  static boolean isNothingCurrent() {
    return ContextSlot.get()[ContextSlot.EVENT] == null;
  }

  /** What is inside a wrapper of ours; anything else as it is. */
  static @Nullable Object unwrap(@Nullable Object wrapped) {
    if (wrapped instanceof Carrying<?> carrying) {
      return carrying.inner;
    }
    if (wrapped instanceof CarryingExecutor executor) {
      return executor.inner;
    }
    if (wrapped instanceof CarryingThreadFactory factory) {
      return factory.inner();
    }
    return wrapped instanceof CarryingForkJoinTask<?> task ? task.inner() : wrapped;
  }

  /** The same, as what the caller takes it for: a wrapper is of the type of what is inside. */
  @SuppressWarnings({"unchecked", "NullAway"}) // what is not null stays so
  static <W extends @Nullable Object> W unwrapAs(W wrapped) {
    return (W) unwrap(wrapped);
  }

  /** For those whose inner one is comparable. */
  @SuppressWarnings("unchecked") // its own compareTo says what it takes
  final int compareInner(Object other) {
    return ((Comparable<Object>) inner).compareTo(unwrap(other));
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Carrying<?> carrying
            && carrying.getClass() == getClass()
            && carrying.inner.equals(inner));
  }

  @Override
  public final int hashCode() {
    return inner.hashCode();
  }

  @Override
  public final String toString() {
    return "Gomon.wrap(" + inner + ')';
  }
}
