/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.GomonStats;
import io.gomon.Segment;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the application itself counts of one Gomon, to be compared with what that says. Any thread.
 */
final class Tally {
  /** The application event, when it opens and when it closes. */
  private static final int APPLICATION_EVENTS = 2;

  private final LongAdder handedOver = new LongAdder();
  private final LongAdder leaks = new LongAdder();

  long handedOver() {
    return handedOver.sum();
  }

  void finish(EventTracker tracker) {
    if (tracker.isRecording()) {
      handedOver.increment();
    }
    tracker.finish();
  }

  void announce(EventTracker tracker) {
    if (tracker.isRecording()) {
      handedOver.increment();
    }
    tracker.announce();
  }

  /** The outermost segment of a tree is an event. */
  void finishTree(Segment outermost) {
    if (outermost.isRecording()) {
      handedOver.increment();
    }
    outermost.finish();
  }

  void leaked() {
    leaks.increment();
  }

  /**
   * Compares, when Gomon has stopped and nobody works any more.
   *
   * @throws IllegalStateException when an event was lost, or one was made up
   */
  void check(Gomon gomon, Listeners listeners) {
    GomonStats stats = gomon.stats();
    long ours = listeners.counting().folds() + listeners.counting().lossReports();
    require(stats.pending() == 0, "pending", stats);
    require(
        stats.made()
            == stats.dispatched()
                + stats.folded()
                + stats.droppedQueueFull()
                + stats.droppedStopped(),
        "the sum of the parts",
        stats);
    require(
        listeners.counting().fed() == stats.dispatched(),
        "fed to the listener: " + listeners.counting().fed(),
        stats);
    require(
        handedOver.sum() + APPLICATION_EVENTS + ours == stats.made(),
        "made by the application: " + handedOver + ", by GoMon: " + ours,
        stats);
    require(leaks.sum() == stats.scopeLeaks(), "scopes leaked on purpose: " + leaks, stats);
    for (GomonStats.ListenerStats account : stats.listeners()) {
      long all = account.delivered() + account.filtered() + account.failed() + account.dropped();
      boolean fromTheStart = !account.listener().equals(Listeners.LATE);
      require(
          account.pending() == 0 && (fromTheStart ? all == stats.dispatched() : all > 0),
          "the account of " + account,
          stats);
    }
  }

  static void require(boolean condition, String what, Object stats) {
    if (!condition) {
      throw new IllegalStateException("Not exact: " + what + " in " + stats);
    }
  }
}
