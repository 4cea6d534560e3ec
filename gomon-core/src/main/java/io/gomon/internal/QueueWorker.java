/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A bounded queue with one daemon thread that handles its elements in order.
 *
 * <p>Accounts are exact: {@code offered() == handled() + pending() + left over at the stop}, and
 * each refused offer is counted as full or as stopped.
 *
 * <p>How the thread waits: while elements keep coming it looks again every {@value #NAP_NANOS} ns,
 * and producers pay nothing for waking it. After {@value #NAPS_BEFORE_SLEEP} looks in vain it says
 * so in {@code asleep} and sleeps {@value #SLEEP_NANOS} ns or until a producer sees the word. A
 * producer may just miss the word (there is no store-load fence on its way); then the element waits
 * for the next producer or the end of that sleep, whichever is first.
 */
public final class QueueWorker<E> {
  private static final long NAP_NANOS = 500_000;
  private static final int NAPS_BEFORE_SLEEP = 40;
  private static final long SLEEP_NANOS = 50_000_000;
  private static final int HANDLED_BEFORE_TICK = 1_024;

  private final EventRing<E> ring;
  private final Consumer<? super E> handler;
  private final Runnable tick;
  private final LongAdder refusedFull = new LongAdder();
  private final LongAdder refusedStopped = new LongAdder();
  private final GomonThread thread;

  /**
   * Written by the worker. Raised after the handler has returned; {@code taken} is raised before.
   */
  private volatile long handled;

  private volatile boolean asleep;
  private volatile boolean closed;
  private volatile boolean abandoned;

  /**
   * Starts the thread.
   *
   * @param handler must not throw; what it throws ends up in the log, and the thread goes on
   * @param tick called on the thread now and then: after a batch, and before each sleep
   */
  public QueueWorker(String name, int capacity, Consumer<? super E> handler, Runnable tick) {
    this.ring = new EventRing<>(capacity);
    this.handler = handler;
    this.tick = tick;
    this.thread = new GomonThread(name, this::run);
  }

  /** To be called once, after everything that the handler needs is there. */
  public void start() {
    thread.start();
  }

  /** Puts an element in; false, and counted, when there is no room or the worker is closed. */
  public boolean offer(E element) {
    if (closed) {
      refusedStopped.increment();
      return false;
    }
    if (!ring.offer(element)) {
      refusedFull.increment();
      return false;
    }
    if (asleep) {
      wake();
    }
    return true;
  }

  /**
   * Puts an element in, and waits for room; false, and counted, when the worker is closed. GoMon's
   * own threads never wait, since they might wait for themselves.
   */
  public boolean offerOrWait(E element) {
    return Thread.currentThread() instanceof GomonThread ? offer(element) : offerPatiently(element);
  }

  /**
   * As {@link #offerOrWait}, but GoMon's own threads wait, too: for a thread that is known not to
   * be the one that makes room.
   */
  public boolean offerPatiently(E element) {
    while (!closed) {
      if (ring.offer(element)) {
        if (asleep) {
          wake();
        }
        return true;
      }
      // An interrupted thread does not park: it spins here, with its flag untouched.
      Thread.onSpinWait();
      LockSupport.parkNanos(this, 50_000);
    }
    refusedStopped.increment();
    return false;
  }

  public long offered() {
    return ring.claimed();
  }

  public long handled() {
    return handled;
  }

  public long refusedFull() {
    return refusedFull.sum();
  }

  /** Refused after the close, and whatever was left in the queue at the end of the stop. */
  public long refusedStopped() {
    return refusedStopped.sum() + (abandoned ? ring.claimed() - handled : 0);
  }

  /** In the queue, or being handled. 0 after the stop: what was left is {@link #refusedStopped}. */
  public long pending() {
    return abandoned ? 0 : Math.max(0, ring.claimed() - handled);
  }

  /** Waits until all that had been offered before the call is handled; false at the timeout. */
  public boolean awaitHandled(Duration timeout) {
    long target = ring.claimed();
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    while (handled < target) {
      if (System.nanoTime() - deadlineNanos >= 0 || !thread.isAlive()) {
        return handled >= target;
      }
      wake();
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        return false;
      }
      LockSupport.parkNanos(this, 200_000);
    }
    return true;
  }

  /**
   * Refuses new elements, handles those that are there, and ends the thread; what the timeout cuts
   * off is counted. A handler that hangs keeps its daemon thread, but gets no more elements.
   *
   * @return whether everything was handled
   */
  public boolean stop(Duration timeout) {
    closed = true;
    boolean all = awaitHandled(timeout);
    abandoned = true;
    wake();
    return all;
  }

  private void wake() {
    asleep = false;
    LockSupport.unpark(thread);
  }

  private void run() {
    int naps = 0;
    while (!abandoned) {
      if (drain()) {
        naps = 0;
        continue;
      }
      runTick();
      if (naps++ < NAPS_BEFORE_SLEEP) {
        LockSupport.parkNanos(this, NAP_NANOS);
      } else {
        sleep();
      }
    }
  }

  private void sleep() {
    asleep = true;
    if (ring.claimed() == ring.taken() && !abandoned) {
      LockSupport.parkNanos(this, SLEEP_NANOS);
    }
    asleep = false;
  }

  private boolean drain() {
    E element = ring.poll();
    if (element == null) {
      return false;
    }
    long done = handled;
    for (int n = 0; element != null && !abandoned; n++) {
      handle(element);
      handled = ++done;
      if (n == HANDLED_BEFORE_TICK) {
        runTick();
        n = 0;
      }
      element = ring.poll();
    }
    return true;
  }

  private void handle(E element) {
    try {
      handler.accept(element);
    } catch (Throwable t) {
      QuietLog.warnOnce(thread.getName(), "A failure on " + thread.getName() + ".", t);
    }
  }

  private void runTick() {
    try {
      tick.run();
    } catch (Throwable t) {
      QuietLog.warnOnce(thread.getName() + " tick", "A failure on " + thread.getName() + ".", t);
    }
  }
}
