/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** See {@link CarryingExecutor}. */
@SuppressWarnings("NullAway") // what the application passes, null included, goes on unchanged
sealed class CarryingExecutorService extends CarryingExecutor implements ExecutorService
    permits CarryingScheduledExecutorService {
  private final ExecutorService service;

  CarryingExecutorService(ExecutorService service) {
    super(service);
    this.service = service;
  }

  @Override
  public final <T> Future<T> submit(Callable<T> task) {
    return service.submit(CarryingTask.wrap(task, true));
  }

  @Override
  public final <T> Future<T> submit(Runnable task, T result) {
    return service.submit(CarryingTask.wrap(task, true), result);
  }

  @Override
  public final Future<?> submit(Runnable task) {
    return service.submit(CarryingTask.wrap(task, true));
  }

  @Override
  public final <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return service.invokeAll(wrapAll(tasks));
  }

  @Override
  public final <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return service.invokeAll(wrapAll(tasks), timeout, unit);
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return service.invokeAny(wrapAll(tasks));
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return service.invokeAny(wrapAll(tasks), timeout, unit);
  }

  private static <T> @Nullable Collection<Callable<T>> wrapAll(
      @Nullable Collection<? extends Callable<T>> tasks) {
    if (tasks == null) {
      return null;
    }
    List<Callable<T>> wrapped = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      wrapped.add(CarryingTask.wrap(task, true));
    }
    return wrapped;
  }

  @Override
  public final void shutdown() {
    service.shutdown();
  }

  /** The tasks as they were handed over. */
  @Override
  public final List<Runnable> shutdownNow() {
    List<Runnable> tasks = new ArrayList<>();
    for (Runnable task : service.shutdownNow()) {
      tasks.add((Runnable) Carrying.unwrap(task));
    }
    return tasks;
  }

  @Override
  public final boolean isShutdown() {
    return service.isShutdown();
  }

  @Override
  public final boolean isTerminated() {
    return service.isTerminated();
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return service.awaitTermination(timeout, unit);
  }

  /**
   * Since JDK 19 every executor service is closeable, some in a way of their own: the common pool
   * never ends. Before that nobody can call this.
   */
  @SuppressWarnings({"MissingOverride", "override"}) // only a newer JDK knows what it overrides
  public final void close() {
    try {
      if ((Object) service instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception e) {
      throw CarryingExecutorService.<RuntimeException>sneaky(e);
    }
  }

  /** Throws it as it is, checked or not: it is the executor's, not ours. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException sneaky(Throwable t) throws E {
    throw (E) t;
  }
}
