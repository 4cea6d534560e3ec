/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Holds senders back while more than so many batches are acknowledged and not stored, and measures
 * for how long the oldest of them has been. Any thread waits; one of its own asks.
 */
final class Window implements Load.Pace, AutoCloseable {
  private static final int MAX_PENDING = 250;
  private static final long ASK_MILLIS = 20;

  private final RunningCollector collector;
  private final Semaphore permits = new Semaphore(MAX_PENDING);
  private final Semaphore stop = new Semaphore(0);
  private final Thread thread = new Thread(this::ask, "window");

  private record Seen(long accepted, long atNanos) {}

  private volatile long maxLagNanos;
  private volatile boolean failed;

  Window(RunningCollector collector) {
    this.collector = collector;
  }

  void start() {
    thread.start();
  }

  @Override
  public void await() throws InterruptedException, IOException {
    while (!permits.tryAcquire(1, TimeUnit.SECONDS)) {
      if (failed) {
        throw new IOException("the collector does not tell its status any more");
      }
    }
  }

  /** The longest time between an acknowledgement and the storing. */
  long maxLagNanos() {
    return maxLagNanos;
  }

  private void ask() {
    ArrayDeque<Seen> seen = new ArrayDeque<>();
    long given = MAX_PENDING;
    try {
      long before = stored();
      while (!stop.tryAcquire(ASK_MILLIS, TimeUnit.MILLISECONDS)) {
        seen.add(new Seen(collector.status("accepted"), System.nanoTime()));
        long stored = stored();
        while (!seen.isEmpty() && seen.peek().accepted() <= stored) {
          maxLagNanos = Math.max(maxLagNanos, System.nanoTime() - seen.poll().atNanos());
        }
        long due = MAX_PENDING + (stored - before) / TraceShape.SPANS_PER_BATCH - given;
        permits.release((int) due);
        given += due;
      }
    } catch (IOException e) {
      failed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long stored() throws IOException, InterruptedException {
    return collector.status("stored") + collector.status("duplicates");
  }

  @Override
  public void close() throws InterruptedException {
    stop.release();
    thread.join();
  }
}
