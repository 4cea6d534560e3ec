/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** Makes threads that run under what is current where they are made. */
record CarryingThreadFactory(ThreadFactory inner) implements ThreadFactory {
  CarryingThreadFactory {
    Objects.requireNonNull(inner, "factory");
  }

  @Override
  public Thread newThread(Runnable task) {
    // Such a task is the worker of a ThreadPoolExecutor, which runs the tasks of many others.
    return task instanceof AbstractQueuedSynchronizer
        ? inner.newThread(task)
        : inner.newThread(CarryingTask.wrap(task, true));
  }

  @Override
  public String toString() {
    return "Gomon.wrapThreads(" + inner + ')';
  }
}
