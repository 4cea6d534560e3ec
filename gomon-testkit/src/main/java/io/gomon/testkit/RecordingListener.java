/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit;

import io.gomon.Event;
import io.gomon.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * Keeps all events in order. Thread-safe; {@link #await} waits for one without polling.
 *
 * <p>An event that was announced is there twice: open, then finished.
 */
public final class RecordingListener implements Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Guarded by {@code this}. */
  private final List<Event> events = new ArrayList<>();

  @Override
  public synchronized void feed(Event event) {
    events.add(event);
    notifyAll();
  }

  @Override
  public boolean isNonBlocking() {
    return true;
  }

  /** All events so far, the application event first. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** The events of this kind so far. */
  public List<Event> events(String fingerprint) {
    return events().stream().filter(e -> e.fingerprint().equals(fingerprint)).toList();
  }

  /** Forgets all events but the application's. */
  public synchronized void clear() {
    events.removeIf(event -> !event.isApplication());
  }

  /** The first finished event of this kind, waited for up to 10 seconds. */
  public Event await(String fingerprint) {
    return await(fingerprint, event -> event.fingerprint().equals(fingerprint) && !event.isOpen());
  }

  /**
   * The first event that fits, waited for up to 10 seconds.
   *
   * @throws NoSuchElementException if none came, with all that did
   */
  public synchronized Event await(String what, Predicate<Event> fits) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    for (int seen = 0; ; ) {
      for (; seen < events.size(); seen++) {
        if (fits.test(events.get(seen))) {
          return events.get(seen);
        }
      }
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0 || !waitFor(leftMillis)) {
        throw new NoSuchElementException("No event '" + what + "' came; these did: " + events);
      }
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  private synchronized boolean waitFor(long millis) {
    try {
      wait(millis);
      return true;
    } catch (InterruptedException e) {
      // The test is being stopped: pass that on, and give up waiting.
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
