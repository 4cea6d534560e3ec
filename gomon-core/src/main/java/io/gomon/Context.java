/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was current on a thread when it was captured: an event of whatever Gomon, nothing, or {@link
 * Gomon#suppress() silence}. It can be made current on any thread, any number of times.
 *
 * <p>Most programs never meet it: {@link Gomon#wrap(Runnable)} and its sisters carry it along. It
 * is for those who carry it themselves, such as an integration of a framework. Immutable; any
 * thread; nothing here throws.
 */
public final class Context {
  private static final Context EMPTY = new Context(null, null);
  private static final Context SILENCE = new Context(ContextSlot.SUPPRESSED, null);

  /** A tracker, {@link ContextSlot#SUPPRESSED} or null. */
  private final @Nullable Object captured;

  /** The scope from which it was captured: to be put back as it was. */
  private final @Nullable CurrentScope scope;

  private Context(@Nullable Object captured, @Nullable CurrentScope scope) {
    this.captured = captured;
    this.scope = scope;
  }

  /** What is current on this thread. Allocates nothing when that is nothing. */
  public static Context capture() {
    Object current = ContextSlot.get()[ContextSlot.EVENT];
    if (current instanceof CurrentScope scope) {
      return new Context(scope.tracker, scope);
    }
    return current == null ? EMPTY : SILENCE;
  }

  /** The one in which nothing is current. */
  public static Context empty() {
    return EMPTY;
  }

  /** Whether nothing was current. */
  public boolean isEmpty() {
    return captured == null;
  }

  /**
   * Makes this current on this thread until the scope is closed there; what was current before, or
   * that nothing was, comes back then. A thread that is silent stays so.
   */
  public Scope makeCurrent() {
    if (captured instanceof RecordingTracker tracker) {
      return tracker.makeCurrent();
    }
    return captured == null ? new EmptyScope() : Gomon.suppress();
  }

  /**
   * Puts this in place of what is current on this thread, with nobody to put it back: for those who
   * call {@link #putBack()} for sure. A thread that is silent stays so.
   */
  public void replaceCurrent() {
    CurrentScope.enter(captured);
  }

  /**
   * Puts back what was captured on this very thread before {@link #replaceCurrent()}. Scopes that
   * were opened since, and not closed, end and are counted as leaks.
   */
  public void putBack() {
    if (scope == null) {
      CurrentScope.leave(captured);
    } else if (scope.isClosed()) {
      CurrentScope.leave(null);
    } else {
      CurrentScope.leave(scope);
    }
  }

  /**
   * A callback, of a CompletableFuture or a parallel stream, say, that runs under what is current
   * here and now, as {@link Gomon#wrap(Runnable)} has it.
   */
  public static <T, R> Function<T, R> wrapFunction(Function<T, R> callback) {
    return CarryingFunction.wrap(callback, CarryingFunction.OfFunction::new);
  }

  /** The same for this kind of callback; see {@link #wrapFunction}. */
  public static <T, U, R> BiFunction<T, U, R> wrapBiFunction(BiFunction<T, U, R> callback) {
    return CarryingFunction.wrap(callback, CarryingFunction.OfBiFunction::new);
  }

  /** The same for this kind of callback; see {@link #wrapFunction}. */
  public static <T> Consumer<T> wrapConsumer(Consumer<T> callback) {
    return CarryingFunction.wrap(callback, CarryingFunction.OfConsumer::new);
  }

  /** The same for this kind of callback; see {@link #wrapFunction}. */
  public static <T, U> BiConsumer<T, U> wrapBiConsumer(BiConsumer<T, U> callback) {
    return CarryingFunction.wrap(callback, CarryingFunction.OfBiConsumer::new);
  }

  /** What {@link CurrentScope#enter} takes; see {@link #captured}. */
  static @Nullable Object captureRaw() {
    Object current = ContextSlot.get()[ContextSlot.EVENT];
    return current instanceof CurrentScope scope ? scope.tracker : current;
  }

  @Override
  public String toString() {
    return "Context[" + (captured == null ? "nothing" : captured) + ']';
  }

  /** Nothing is current until it is closed. */
  private static final class EmptyScope implements Scope {
    private final Thread owner = Thread.currentThread();
    private final @Nullable Object former = CurrentScope.enter(null);
    private boolean closed;

    @Override
    public void close() {
      if (!closed && owner == Thread.currentThread()) {
        closed = true;
        CurrentScope.leave(former);
      }
    }
  }
}
