/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.QuietLog;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose tasks run under what was current where they were handed over; nothing being
 * current is carried, too, since a thread may run a task in the middle of something else.
 *
 * <p>Everything else is the inner one's: futures, exceptions, order, the end. An executor whose
 * queue orders its tasks by a comparator gets them bare: it would not know our wrappers.
 */
sealed class CarryingExecutor implements Executor permits CarryingExecutorService {
  final Executor inner;
  private final boolean comparesTasks;

  CarryingExecutor(Executor inner) {
    this.inner = Objects.requireNonNull(inner, "executor");
    this.comparesTasks =
        inner instanceof ThreadPoolExecutor pool
            && pool.getQueue() instanceof PriorityBlockingQueue<?> queue
            && queue.comparator() != null;
  }

  /** As much of an executor as the inner one is, whatever type the caller sees. */
  static Executor wrap(Executor executor) {
    if (executor instanceof CarryingExecutor) {
      return executor;
    }
    if (executor instanceof ScheduledExecutorService scheduled) {
      return new CarryingScheduledExecutorService(scheduled);
    }
    return executor instanceof ExecutorService service
        ? new CarryingExecutorService(service)
        : new CarryingExecutor(executor);
  }

  @Override
  public final void execute(Runnable command) {
    if (comparesTasks) {
      QuietLog.warnOnce(
          "executor with a comparator",
          "An executor orders its tasks by a comparator, which would not know wrapped ones: they"
              + " run without the current event. Submit Gomon.wrap(task), and let the comparator"
              + " look at Gomon.unwrap(task).",
          null);
      inner.execute(command);
      return;
    }
    inner.execute(CarryingTask.wrap(command, true));
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof CarryingExecutor carrying && carrying.inner.equals(inner);
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
