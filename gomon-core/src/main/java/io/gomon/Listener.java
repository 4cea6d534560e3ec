/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.time.Duration;

/**
 * Receives events.
 *
 * <p>{@link #feed} is called by one GoMon thread at a time, in the order in which events were
 * handed over, but for those that were held back since they might have been folded; the first event
 * is always the application event. What it throws is counted as a failed delivery and goes nowhere
 * else. Events made while feeding (a listener that itself uses a wrapped DataSource, say) are not
 * recorded.
 *
 * <p>Of many equal children of one event it gets the first 100 and the slowest; an event {@code
 * folded} stands for the others (docs/EVENTS.md). Who has to see each one switches that off by the
 * setting {@code fold.enabled}.
 */
@FunctionalInterface
public interface Listener {

  void feed(Event event);

  /** Names this listener in accounts and log lines. */
  default String name() {
    String simple = getClass().getSimpleName();
    return simple.isEmpty() ? getClass().getName() : simple;
  }

  /**
   * Whether {@link #feed} returns at once: no I/O, no lock that is held for long. Such a listener
   * is called on the dispatching thread, and so is the only listener of a GoMon; any other gets a
   * thread and a bounded queue of its own, so that it can delay nobody but itself.
   */
  default boolean isNonBlocking() {
    return false;
  }

  /** Brings out what is buffered; returns when done or after the timeout. */
  default void flush(Duration timeout) {}

  /** GoMon has stopped, or the listener was removed: {@link #feed} is not called any more. */
  default void stop(Duration timeout) {
    flush(timeout);
  }
}
