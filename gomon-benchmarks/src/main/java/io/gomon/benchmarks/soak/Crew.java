/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The application's threads, which see many Gomons come and go. */
final class Crew implements AutoCloseable {
  static final int WORKERS = 4;
  private static final int OTHERS = 2;

  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  private final ScheduledExecutorService others = Executors.newScheduledThreadPool(OTHERS);

  /** One virtual thread a task; null on a JDK that has none. */
  private final @Nullable ExecutorService virtual = virtualThreads();

  ScheduledExecutorService others() {
    return others;
  }

  ExecutorService virtualOrOthers() {
    return virtual == null ? others : virtual;
  }

  /** Has all workers do something; to be waited for with {@link #join}. */
  List<Future<?>> start(List<Runnable> work) {
    List<Future<?>> futures = new ArrayList<>();
    work.forEach(each -> futures.add(workers.submit(each)));
    return futures;
  }

  static void join(List<Future<?>> futures) throws InterruptedException {
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A worker failed: GoMon has thrown into it", e);
      }
    }
  }

  static void await(String what, long patienceNanos, BooleanSupplier condition) {
    long endNanos = System.nanoTime() + patienceNanos;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new IllegalStateException("Not true in time: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static @Nullable ExecutorService virtualThreads() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A JDK with virtual threads has them", e);
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    others.shutdown();
    if (virtual != null) {
      virtual.shutdown();
    }
  }
}
