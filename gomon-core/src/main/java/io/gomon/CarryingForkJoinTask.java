/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * A fork-join task that carries its context, also where a waiting worker helps out and runs it in
 * the middle of something else. It completes as the task inside does, which it runs once, and lets
 * go of the context then.
 */
@SuppressWarnings("NullAway") // a task's result may be null or not: it goes on unchanged
abstract class CarryingForkJoinTask<T> extends ForkJoinTask<T> {
  private static final long serialVersionUID = 1;

  private transient @Nullable Object captured = Context.captureRaw();

  /** What is wrapped. */
  abstract Object inner();

  /** Runs what is wrapped; what it throws goes on unchanged. */
  abstract boolean runInner();

  @Override
  protected final boolean exec() {
    Object former = CurrentScope.enter(captured);
    captured = null;
    try {
      return runInner();
    } finally {
      CurrentScope.leave(former);
    }
  }

  @Override
  public final String toString() {
    return "Gomon.wrap(" + inner() + ')';
  }

  /** Around a task of the application's. */
  static final class OfTask<T> extends CarryingForkJoinTask<T> {
    private static final long serialVersionUID = 1;

    private final ForkJoinTask<T> inner;

    OfTask(ForkJoinTask<T> inner) {
      this.inner = inner;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the object that is asked for
    Object inner() {
      return inner;
    }

    @Override
    boolean runInner() {
      inner.quietlyInvoke();
      if (inner.isCancelled()) {
        cancel(false);
        return false;
      }
      Throwable failure = inner.getException();
      if (failure != null) {
        completeExceptionally(failure);
        return false;
      }
      return true;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      inner.cancel(mayInterruptIfRunning);
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public T getRawResult() {
      return inner.getRawResult();
    }

    @Override
    protected void setRawResult(T value) {
      // Nobody but complete(value) calls it, and then the task inside is told so.
      inner.complete(value);
    }
  }

  /**
   * Around a step of a CompletableFuture. It is a fork-join task marked as such a step, as the
   * JDK's own are: a worker that waits for a future helps out with those only.
   */
  static final class OfCompletion extends CarryingForkJoinTask<@Nullable Void>
      implements Runnable, AsynchronousCompletionTask {
    private static final long serialVersionUID = 1;

    private final transient Runnable inner;

    OfCompletion(Runnable inner) {
      this.inner = inner;
    }

    @Override
    Object inner() {
      return inner;
    }

    @Override
    boolean runInner() {
      inner.run();
      return false;
    }

    @Override
    public void run() {
      exec();
    }

    @Override
    public @Nullable Void getRawResult() {
      return null;
    }

    @Override
    protected void setRawResult(@Nullable Void value) {}
  }
}
