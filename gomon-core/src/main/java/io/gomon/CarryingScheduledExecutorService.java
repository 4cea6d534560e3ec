/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * See {@link CarryingExecutor}. A periodic task runs each time under what was current when it was
 * scheduled, and holds that event as long as it is scheduled.
 */
final class CarryingScheduledExecutorService extends CarryingExecutorService
    implements ScheduledExecutorService {
  private final ScheduledExecutorService service;

  CarryingScheduledExecutorService(ScheduledExecutorService service) {
    super(service);
    this.service = service;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return service.schedule(CarryingTask.wrap(command, true), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return service.schedule(CarryingTask.wrap(callable, true), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return service.scheduleAtFixedRate(
        CarryingTask.wrap(command, false), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return service.scheduleWithFixedDelay(
        CarryingTask.wrap(command, false), initialDelay, delay, unit);
  }
}
