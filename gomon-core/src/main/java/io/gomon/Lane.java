/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.GomonStats.ListenerStats;
import io.gomon.internal.QueueWorker;
import io.gomon.internal.QuietLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of events to one listener, with its account.
 *
 * <p>{@link #feed} is called by one thread at a time. A non-blocking listener is fed on that
 * thread, any other on the lane's own, so each counter has a single writer: the feeding thread
 * writes {@code filtered} and {@code filterFailed}, the delivering one {@code delivered} and {@code
 * failed}.
 */
final class Lane {
  private final Listener listener;
  private final Predicate<Event> filter;
  private final Overflow overflow;
  private final @Nullable QueueWorker<Event> worker;

  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong filtered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong filterFailed = new AtomicLong();

  Lane(Listener listener, Predicate<Event> filter, Overflow overflow, int maxQueuedEvents) {
    this.listener = listener;
    this.filter = filter;
    this.overflow = overflow;
    this.worker =
        listener.isNonBlocking()
            ? null
            : new QueueWorker<>(
                "gomon-listener-" + listener.name(), maxQueuedEvents, this::deliver, () -> {});
    if (worker != null) {
      worker.start();
    }
  }

  boolean leadsTo(Listener other) {
    return listener == other;
  }

  void feed(Event event) {
    if (!passes(event)) {
      return;
    }
    if (worker == null) {
      deliver(event);
    } else if (overflow == Overflow.BLOCK) {
      worker.offerPatiently(event);
    } else {
      worker.offer(event);
    }
  }

  private boolean passes(Event event) {
    try {
      // Nobody can read the rest without the application event, so no filter keeps it back.
      if (event.isApplication() || filter.test(event)) {
        return true;
      }
      addOne(filtered);
    } catch (Throwable t) {
      addOne(filterFailed);
      onFailure(t);
    }
    return false;
  }

  private void deliver(Event event) {
    try {
      listener.feed(event);
      addOne(delivered);
    } catch (Throwable t) {
      addOne(failed);
      onFailure(t);
    }
  }

  /** For a counter with a single writer. */
  private static void addOne(AtomicLong counter) {
    counter.setRelease(counter.getPlain() + 1);
  }

  private void onFailure(Throwable t) {
    String name = listener.name();
    QuietLog.warnOnce(
        "listener " + name, "Listener " + name + " failed; the event is lost to it.", t);
  }

  void flush(Duration timeout) {
    if (worker != null) {
      worker.awaitHandled(timeout);
    }
    guarded(() -> listener.flush(timeout));
  }

  void stop(Duration timeout) {
    if (worker != null) {
      worker.stop(timeout);
    }
    guarded(() -> listener.stop(timeout));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable t) {
      QuietLog.warnOnce(
          "listener end " + listener.name(),
          "Listener " + listener.name() + " failed to flush.",
          t);
    }
  }

  ListenerStats stats() {
    long dropped = worker == null ? 0 : worker.refusedFull() + worker.refusedStopped();
    long pending = worker == null ? 0 : worker.pending();
    return new ListenerStats(
        listener.name(),
        delivered.get(),
        filtered.get(),
        failed.get() + filterFailed.get(),
        dropped,
        pending);
  }
}
