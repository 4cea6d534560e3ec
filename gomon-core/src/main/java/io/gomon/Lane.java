/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.GomonStats.ListenerStats;
import io.gomon.internal.Deadline;
import io.gomon.internal.PaddedCounter;
import io.gomon.internal.QueueWorker;
import io.gomon.internal.QuietLog;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of events to one listener, with its account.
 *
 * <p>{@link #feed} is called by one thread at a time. A listener is fed on that thread while it can
 * delay nobody else, because it is non-blocking or the only one; else, and from then on, on the
 * lane's own. So each counter has a single writer at a time: the feeding thread writes {@code
 * filtered}, {@code filterFailed} and {@code refused}, the delivering one {@code delivered} and
 * {@code failed}, and the hand-over of the first queued event orders the two.
 *
 * <p>After {@link #stop} nothing is delivered: a queue is closed; and the feeding thread, which
 * raises {@code delivering} before it looks at {@code closed}, is waited for.
 */
final class Lane {
  private final Listener listener;
  private final String name;
  private final Predicate<Event> filter;
  private final Overflow overflow;
  private final @Nullable QueueWorker<Event> worker;

  private final PaddedCounter delivered = new PaddedCounter();
  private final PaddedCounter filtered = new PaddedCounter();
  private final PaddedCounter failed = new PaddedCounter();
  private final PaddedCounter filterFailed = new PaddedCounter();
  private final PaddedCounter refused = new PaddedCounter();

  /** Of the feeding thread: whether the lane's own thread delivers. */
  private boolean queued;

  /** 1 while the feeding thread is at the listener. */
  private final PaddedCounter delivering = new PaddedCounter();

  private volatile boolean closed;

  Lane(Listener listener, Predicate<Event> filter, Overflow overflow, int maxQueuedEvents) {
    this.listener = listener;
    this.name = listener.name();
    this.filter = filter;
    this.overflow = overflow;
    this.worker =
        listener.isNonBlocking()
            ? null
            : new QueueWorker<>("gomon-listener-" + name, maxQueuedEvents, this::deliver, () -> {});
  }

  boolean leadsTo(Listener other) {
    return listener == other;
  }

  /**
   * Feeds the listener.
   *
   * @param mayBlock whether the caller can wait for the listener, since nobody else waits for him
   */
  void feed(Event event, boolean mayBlock) {
    if (!passes(event)) {
      return;
    }
    if (worker == null || (mayBlock && !queued)) {
      deliverHere(event);
      return;
    }
    if (!queued && !startsQueue(worker)) {
      return;
    }
    if (overflow == Overflow.BLOCK) {
      worker.offerPatiently(event);
    } else {
      worker.offer(event);
    }
  }

  /** False, and counted, when there is no thread to be had; the next event tries again. */
  private boolean startsQueue(QueueWorker<Event> mine) {
    try {
      mine.start();
      queued = true;
    } catch (Throwable t) {
      addOne(refused);
      onFailure(t);
    }
    return queued;
  }

  private void deliverHere(Event event) {
    delivering.setVolatile(1);
    if (closed) {
      addOne(refused);
    } else {
      deliver(event);
    }
    delivering.set(0);
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
  private static void addOne(PaddedCounter counter) {
    counter.set(counter.own() + 1);
  }

  private void onFailure(Throwable t) {
    QuietLog.warnOnce(
        "listener " + name, "Listener " + name + " failed; the event is lost to it.", t);
  }

  /** False when not all was delivered before the deadline. */
  boolean flush(Deadline deadline) {
    boolean handled = worker == null || worker.awaitHandled(deadline.left());
    guarded(() -> listener.flush(deadline.left()));
    return handled;
  }

  boolean stop(Deadline deadline) {
    closed = true;
    boolean handled = awaitDelivery(deadline);
    handled &= worker == null || worker.stop(deadline.left());
    guarded(() -> listener.stop(deadline.left()));
    return handled;
  }

  /** The time is up: what is still queued is counted as dropped. */
  void abandon() {
    closed = true;
    if (worker != null) {
      worker.abandon();
    }
  }

  private boolean awaitDelivery(Deadline deadline) {
    while (delivering.get() == 1 && !deadline.isOver()) {
      LockSupport.parkNanos(this, 200_000);
    }
    return delivering.get() == 0;
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable t) {
      QuietLog.warnOnce(
          "listener end " + name, "Listener " + name + " failed to flush or stop.", t);
    }
  }

  ListenerStats stats() {
    long done = delivered.get();
    long bad = failed.get() + filterFailed.get();
    long kept = filtered.get();
    long dropped = refused.get();
    if (worker == null) {
      return new ListenerStats(name, done, kept, bad, dropped, 0);
    }
    QueueWorker.Account account = worker.account();
    dropped += account.refusedFull() + account.refusedStopped();
    return new ListenerStats(name, done, kept, bad, dropped, account.pending());
  }
}
