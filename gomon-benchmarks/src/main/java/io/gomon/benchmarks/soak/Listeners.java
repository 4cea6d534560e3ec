/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import io.gomon.Event;
import io.gomon.GomonBuilder;
import io.gomon.Listener;
import io.gomon.listener.LogListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The listeners of one Gomon: one that counts, one that writes, one that is slow, one that fails.
 */
final class Listeners {
  static final String LATE = "Late";

  private final Counting counting = new Counting();
  private final AtomicLong charsWritten = new AtomicLong();

  void addTo(GomonBuilder builder) {
    builder.listener(counting);
    builder.listener(LogListener.to(line -> charsWritten.addAndGet(line.length())));
    builder.listener(new Slow(), event -> !event.fingerprint().equals("equal"));
    builder.listener(new Throwing());
  }

  Counting counting() {
    return counting;
  }

  /** Is fed everything, on the dispatching thread, and so loses nothing. */
  static final class Counting implements Listener {
    private final AtomicLong fed = new AtomicLong();
    private final AtomicLong folds = new AtomicLong();
    private final AtomicLong lossReports = new AtomicLong();

    @Override
    public void feed(Event event) {
      fed.incrementAndGet();
      switch (event.fingerprint()) {
        case "folded" -> folds.incrementAndGet();
        case "gomon-loss" -> lossReports.incrementAndGet();
        default -> {
          // The application's.
        }
      }
    }

    @Override
    public boolean isNonBlocking() {
      return true;
    }

    long fed() {
      return fed.get();
    }

    long folds() {
      return folds.get();
    }

    long lossReports() {
      return lossReports.get();
    }
  }

  private static final class Slow implements Listener {
    private static final int EVENTS_BETWEEN_PAUSES = 256;
    private static final long PAUSE_NANOS = 200_000;
    private long fed;

    @Override
    public void feed(Event event) {
      if (++fed % EVENTS_BETWEEN_PAUSES == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static final class Throwing implements Listener {
    private static final int EVENTS_BETWEEN_FAILURES = 97;
    private long fed;

    @Override
    public void feed(Event event) {
      if (++fed % EVENTS_BETWEEN_FAILURES == 0) {
        throw new IllegalStateException("on purpose");
      }
    }
  }

  /** Comes and goes while the others are fed. */
  static final class Late implements Listener {
    @Override
    public void feed(Event event) {
      // That it comes and goes is all.
    }

    @Override
    public String name() {
      return LATE;
    }
  }
}
