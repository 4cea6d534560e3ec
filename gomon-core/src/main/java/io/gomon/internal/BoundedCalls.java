/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Makes calls into code that may hang, all at the same time, each on a {@link GomonThread}; who
 * waits for them waits no longer than the deadline. A call that hangs keeps its daemon thread.
 */
public final class BoundedCalls {
  private BoundedCalls() {}

  /**
   * Makes the calls. An interrupt does not end the wait; it is kept.
   *
   * @return whether all returned in time, and said true
   */
  public static boolean run(String name, List<BooleanSupplier> calls, Deadline deadline) {
    AtomicInteger succeeded = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(calls.size());
    for (BooleanSupplier call : calls) {
      Runnable work =
          () -> {
            try {
              succeeded.addAndGet(call.getAsBoolean() ? 1 : 0);
            } catch (Throwable t) {
              QuietLog.warnOnce(name, "A failure on " + name + ".", t);
            } finally {
              ended.countDown();
            }
          };
      try {
        new GomonThread(name, work).start();
      } catch (Throwable t) {
        // No more threads to be had: this call is left out, the others are made.
        ended.countDown();
      }
    }
    await(ended, deadline);
    return succeeded.get() == calls.size();
  }

  /** Waits for the latch or the deadline; an interrupt is kept for later. */
  public static void await(CountDownLatch latch, Deadline deadline) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
