/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the samples of one stack say. Any thread adds. */
final class StackTimes {
  private static final Sum NOTHING = new Sum(0, 0, 0);

  private final AtomicLong samples = new AtomicLong();
  private final LongAdder executions = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /** What was reported before. Of the thread that reports. */
  private Sum reported = NOTHING;

  private volatile Sum atReset = NOTHING;

  /**
   * Samples, and what they stand for.
   *
   * @param executions how many executions
   * @param nanos what these took
   */
  record Sum(long samples, double executions, double nanos) {
    Sum since(Sum before) {
      return new Sum(
          samples - before.samples, executions - before.executions, nanos - before.nanos);
    }
  }

  /** A sample stands for so many executions. */
  void add(long weight, long elapsedNanos) {
    samples.incrementAndGet();
    executions.add(weight);
    nanos.add(weight * elapsedNanos);
  }

  private Sum sum() {
    return new Sum(samples.get(), executions.sum(), nanos.sum());
  }

  Sum sinceReport() {
    Sum now = sum();
    Sum before = reported;
    reported = now;
    return now.since(before);
  }

  void reset() {
    atReset = sum();
  }

  Sum sinceReset() {
    Sum before = atReset;
    return sum().since(before);
  }
}
