/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/**
 * A timing whose pauses take no time, but move its clock on. The clock goes on by itself as well,
 * since batches become due by it.
 */
final class RecordedPauses implements Timing {
  final BlockingQueue<Long> pauses = new LinkedBlockingQueue<>();

  /** Called after a pause is recorded and before it ends. */
  volatile Runnable duringPause = () -> {};

  volatile double random = 0.5;
  volatile long epochMillis = 1_000_000_000_000L;
  private final AtomicLong pausedNanos = new AtomicLong();

  @Override
  public long monotonicNanos() {
    return System.nanoTime() + pausedNanos.get();
  }

  @Override
  public long epochMillis() {
    return epochMillis;
  }

  @Override
  public double random() {
    return random;
  }

  @Override
  public void pause(Condition ended, long nanos) {
    pausedNanos.addAndGet(nanos);
    pauses.add(nanos);
    duringPause.run();
  }

  long nextPauseMillis() throws InterruptedException {
    Long nanos = pauses.poll(20, TimeUnit.SECONDS);
    if (nanos == null) {
      throw new AssertionError("no pause came");
    }
    return nanos / 1_000_000;
  }
}
