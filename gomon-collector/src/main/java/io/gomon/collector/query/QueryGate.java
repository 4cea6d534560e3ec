/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets questions run on threads of their own, few at a time, so that those who bring events never
 * wait for those who ask. Any thread.
 */
public final class QueryGate implements AutoCloseable {

  /**
   * How many questions there may be.
   *
   * @param maxRunning how many are answered at once
   * @param maxWaiting how many wait for that; one more is sent away
   * @param timeLimit how long a question may wait and run
   */
  public record Limits(int maxRunning, int maxWaiting, Duration timeLimit) {
    public static final Limits DEFAULT = new Limits(4, 16, Duration.ofSeconds(10));

    public Limits {
      if (maxRunning < 1 || maxWaiting < 1) {
        throw new IllegalArgumentException(
            "limits must be positive, were " + maxRunning + ", " + maxWaiting);
      }
    }
  }

  private final Limits limits;
  private final ThreadPoolExecutor threads;

  public QueryGate(Limits limits) {
    this.limits = limits;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            limits.maxRunning(),
            limits.maxRunning(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(limits.maxWaiting()),
            task -> {
              Thread thread = new Thread(task, "gomon-query-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** A context for a question that is asked now: the time in the line counts. */
  public QueryContext newContext() {
    return QueryContext.within(limits.timeLimit());
  }

  /**
   * Runs a question soon. Returns at once.
   *
   * @param question never throws
   * @return false if too many wait, or the gate is closed: it will not run
   */
  public boolean offer(Runnable question) {
    try {
      threads.execute(question);
      return true;
    } catch (RejectedExecutionException e) {
      return false; // the caller tells who asked
    }
  }

  /** Takes a question out of the line; false if it is not in it, most likely because it runs. */
  public boolean withdraw(Runnable question) {
    return threads.remove(question);
  }

  /** Lets no more in. Those that run are interrupted, those that wait are not run. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
