/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that remembers what it was fed, and whether it was fed after its stop. */
final class StressListener implements Listener {
  private static final int BUSY = 20;

  /** Guarded by itself. */
  private final StringBuilder fed = new StringBuilder();

  private final AtomicInteger stops = new AtomicInteger();

  /** Set by the test once nothing may come any more. */
  private volatile boolean over;

  private volatile boolean fedLate;

  @Override
  public void feed(Event event) {
    // Busy for a moment: whoever does not wait for it is caught.
    for (int i = 0; i < BUSY; i++) {
      Thread.onSpinWait();
    }
    if (over) {
      fedLate = true;
    }
    synchronized (fed) {
      fed.append(event.isApplication() ? 'A' : 'e');
    }
  }

  @Override
  public boolean isNonBlocking() {
    return true;
  }

  @Override
  public String name() {
    return "stress";
  }

  @Override
  public void stop(Duration timeout) {
    stops.incrementAndGet();
  }

  /** From now on nothing may be fed; what was fed until now. */
  String nowOver() {
    over = true;
    return fed();
  }

  boolean wasFedLate() {
    return fedLate;
  }

  /** An {@code A} for each application event, an {@code e} for each other. */
  String fed() {
    synchronized (fed) {
      return fed.toString();
    }
  }

  int stops() {
    return stops.get();
  }
}
