/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that carry their context. One that is comparable stays so, for executors that keep their
 * tasks in natural order; no other type of the task's is to be seen from outside.
 */
final class CarryingTask {
  private CarryingTask() {}

  /**
   * Wraps what may run any number of times, if there is something to carry. A comparable task is
   * wrapped in any case: bare ones cannot be compared to wrapped ones in the same queue.
   */
  static Runnable wrapIfNeeded(Runnable task) {
    return isBareEnough(task) ? task : wrap(task, false);
  }

  /** The same for a callable. */
  static <T extends @Nullable Object> Callable<T> wrapIfNeeded(Callable<T> task) {
    return isBareEnough(task) ? task : wrap(task, false);
  }

  private static boolean isBareEnough(Object task) {
    return Carrying.isNothingCurrent() && !(task instanceof Comparable<?>);
  }

  /** Null, and what is wrapped already, comes back as it is. */
  static Runnable wrap(Runnable task, boolean once) {
    if (isWrapped(task)) {
      return task;
    }
    if (task instanceof AsynchronousCompletionTask) {
      return new CarryingForkJoinTask.OfCompletion(task);
    }
    return task instanceof Comparable<?>
        ? new OrderedRunnable(task, once)
        : new PlainRunnable(task, once);
  }

  /** Null, and what is wrapped already, comes back as it is. */
  static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task, boolean once) {
    if (isWrapped(task)) {
      return task;
    }
    return task instanceof Comparable<?>
        ? new OrderedCallable<>(task, once)
        : new PlainCallable<>(task, once);
  }

  private static boolean isWrapped(@Nullable Object task) {
    return task == null || task instanceof Carrying<?> || task instanceof CarryingForkJoinTask<?>;
  }

  private abstract static class OfRunnable extends Carrying<Runnable> implements Runnable {
    OfRunnable(Runnable task, boolean once) {
      super(task, once);
    }

    @Override
    public final void run() {
      Object former = enter();
      try {
        inner.run();
      } finally {
        leave(former);
      }
    }
  }

  private static final class PlainRunnable extends OfRunnable {
    PlainRunnable(Runnable task, boolean once) {
      super(task, once);
    }
  }

  @SuppressWarnings("ComparableType") // compared as the tasks inside are
  private static final class OrderedRunnable extends OfRunnable implements Comparable<Object> {
    OrderedRunnable(Runnable task, boolean once) {
      super(task, once);
    }

    @Override
    public int compareTo(Object other) {
      return compareInner(other);
    }
  }

  private abstract static class OfCallable<T extends @Nullable Object> extends Carrying<Callable<T>>
      implements Callable<T> {
    OfCallable(Callable<T> task, boolean once) {
      super(task, once);
    }

    @Override
    public final T call() throws Exception {
      Object former = enter();
      try {
        return inner.call();
      } finally {
        leave(former);
      }
    }
  }

  private static final class PlainCallable<T extends @Nullable Object> extends OfCallable<T> {
    PlainCallable(Callable<T> task, boolean once) {
      super(task, once);
    }
  }

  @SuppressWarnings("ComparableType") // compared as the tasks inside are
  private static final class OrderedCallable<T extends @Nullable Object> extends OfCallable<T>
      implements Comparable<Object> {
    OrderedCallable(Callable<T> task, boolean once) {
      super(task, once);
    }

    @Override
    public int compareTo(Object other) {
      return compareInner(other);
    }
  }
}
