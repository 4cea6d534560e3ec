/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way: until when an answer is wanted, and whether it still is. One thread
 * answers it, any thread may cancel it.
 */
public final class QueryContext {
  private final long deadlineNanos;

  /** Stops what runs for the question at the moment. Guarded by this. */
  private @Nullable Runnable stop;

  /** Guarded by this. */
  private boolean cancelled;

  private QueryContext(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  /** A question that is asked now. */
  public static QueryContext within(Duration limit) {
    return new QueryContext(System.nanoTime() + limit.toNanos());
  }

  /** How much time is left; zero or negative when there is none. */
  public Duration remaining() {
    return Duration.ofNanos(deadlineNanos - System.nanoTime());
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Nobody wants the answer any more. What runs for it has been told when this returns. */
  public synchronized void cancel() {
    cancelled = true;
    if (stop != null) {
      stop.run();
    }
  }

  /**
   * Says how to stop what is about to run, until the registration is closed: after that {@code
   * newStop} is not called any more. It is called at once when the question is cancelled already.
   *
   * @param newStop quick; called on another thread
   */
  public synchronized Registration onCancel(Runnable newStop) {
    stop = newStop;
    if (cancelled) {
      newStop.run();
    }
    return this::forget;
  }

  private synchronized void forget() {
    stop = null;
  }

  /** What was said by {@link #onCancel}, until it is closed. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
