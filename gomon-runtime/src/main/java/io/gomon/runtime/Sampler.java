/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread that records what the virtual machine is, then a sample of what it does every
 * interval, until stopped. A sample that fails is still sent, with the failure on it, and the next
 * one is taken as if nothing had happened.
 */
final class Sampler {
  private final Gomon gomon;
  private final Supplier<Duration> interval;
  private final Supplier<JvmMeters> meterSource;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled when {@link #stopped} or the interval has changed. */
  private final Condition changed = lock.newCondition();

  /** Guarded by {@link #lock}. */
  private boolean stopped;

  private @Nullable UUID previousId;

  private Sampler(Gomon gomon, Supplier<Duration> interval, Supplier<JvmMeters> meterSource) {
    this.gomon = gomon;
    this.interval = interval;
    this.meterSource = meterSource;
    // No inherited thread locals and no context class loader: this thread must not keep an
    // application in memory that has started GoMon and was unloaded.
    this.thread = new Thread(null, this::run, "gomon-runtime", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  static Sampler start(Gomon gomon, Supplier<Duration> interval) {
    return start(gomon, interval, JvmMeters::open);
  }

  static Sampler start(Gomon gomon, Supplier<Duration> interval, Supplier<JvmMeters> meterSource) {
    Sampler sampler = new Sampler(gomon, interval, meterSource);
    sampler.thread.start();
    return sampler;
  }

  /** Has the thread end soon. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has the thread look at the interval again. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void join(Duration timeout) {
    try {
      thread.join(Math.max(1, timeout.toMillis()));
    } catch (InterruptedException e) {
      // Whoever stops GoMon is in a hurry: the thread ends without being waited for.
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    recordBase();
    try (JvmMeters meters = meterSource.get()) {
      long sampledNanos;
      do {
        sampledNanos = System.nanoTime();
        sample(meters);
      } while (awaitNext(sampledNanos));
    }
  }

  private void recordBase() {
    try (EventTracker tracker = gomon.start("runtime-base")) {
      try {
        BaseInfo.record(tracker);
      } catch (RuntimeException | LinkageError e) {
        // A virtual machine that refuses to describe itself: the samples may still work.
        tracker.addError(e);
      }
    }
  }

  private void sample(JvmMeters meters) {
    if (!gomon.isEnabled()) {
      return;
    }
    try (EventTracker tracker = gomon.start("rt-collect-memstat")) {
      if (previousId != null) {
        tracker.set("prev-tracker-id", previousId.toString());
      }
      try {
        meters.record(tracker);
      } catch (RuntimeException | LinkageError e) {
        // What was measured before the failure is sent with it; the next sample tries again.
        tracker.addError(e);
      }
      previousId = tracker.isRecording() ? tracker.id() : previousId;
    }
  }

  /** Waits until the interval, as it is by then, has passed; false when stopped instead. */
  private boolean awaitNext(long sampledNanos) {
    lock.lock();
    try {
      while (!stopped) {
        long leftNanos = intervalNanos() - (System.nanoTime() - sampledNanos);
        if (leftNanos <= 0) {
          return true;
        }
        long unused = changed.awaitNanos(leftNanos);
      }
      return false;
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt this thread unless everything is to end: so it does.
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Centuries are as good as any longer interval, and fit a long. */
  private long intervalNanos() {
    return TimeUnit.NANOSECONDS.convert(interval.get());
  }
}
