/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
  private static final long LOOK_NANOS = 50_000;
  private static final long MAX_LOOK_NANOS = 20_000_000;
  private static final int HANDLED_BEFORE_TICK = 1_024;

  private final int capacity;
  private final ChunkedQueue<E> queue;
  private final Consumer<? super E> handler;
  private final Runnable tick;
  private final LongAdder refusedFull = new LongAdder();
  private final LongAdder refusedStopped = new LongAdder();
  private final GomonThread thread;

  /** Written by the worker, after the handler has returned. */
  private final PaddedCounter handled = new PaddedCounter();

  /** Threads that wait for room. */
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile boolean asleep;
  private volatile boolean closed;
  private volatile boolean abandoned;

  /** Everything is handled, and the last tick is over. */
  private volatile boolean finished;

  /**
   * What became of all elements, read so that no element is in two places, or in none.
   *
   * @param handled the handler returned, or threw
   * @param pending in the queue, or being handled; 0 after the stop
   * @param refusedFull refused because there was no room
   * @param refusedStopped refused after the close, or left in the queue at the end of the stop
   */
  public record Account(long handled, long pending, long refusedFull, long refusedStopped) {}

  /**
   * Starts the thread.
   *
   * @param handler must not throw; what it throws ends up in the log, and the thread goes on
   * @param tick called on the thread now and then: after a batch, before each sleep, and last of
   *     all
   */
  public QueueWorker(String name, int capacity, Consumer<? super E> handler, Runnable tick) {
    this.capacity = capacity;
    this.queue = new ChunkedQueue<>(capacity);
    this.handler = handler;
    this.tick = tick;
    this.thread = new GomonThread(name, this::run, true);
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
    if (!queue.offer(element)) {
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
    boolean put = !closed && (queue.offer(element) || offerWhenThereIsRoom(element));
    if (!put) {
      refusedStopped.increment();
    } else if (asleep) {
      wake();
    }
    return put;
  }

  /**
   * One of those that wait looks every {@value #LOOK_NANOS} ns, on an average and however many they
   * are: if each did, 64 of them would keep two processors busy with nothing else.
   */
  private boolean offerWhenThereIsRoom(E element) {
    boolean interrupted = false;
    boolean put = false;
    waiting.incrementAndGet();
    try {
      while (!closed && !put) {
        // A raised interrupt would turn the wait into a spin; it is kept for the application.
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(this, Math.min(MAX_LOOK_NANOS, LOOK_NANOS * waiting.get()));
        put = queue.offer(element);
      }
    } finally {
      // Also when the application's stack is full: else the others would look less often for good.
      waiting.decrementAndGet();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return put;
  }

  /** Puts an element in, and waits for room until the deadline; false, and counted, after it. */
  public boolean offerUntil(E element, Deadline deadline) {
    await(() -> closed || queue.claimed() - queue.taken() < capacity, deadline);
    return offer(element);
  }

  public long offered() {
    return queue.claimed();
  }

  public long handled() {
    return handled.get();
  }

  public Account account() {
    boolean over = abandoned;
    long done = handled.get();
    long left = queue.claimed() - done;
    long stopped = refusedStopped.sum();
    return over
        ? new Account(done, 0, refusedFull.sum(), stopped + left)
        : new Account(done, left, refusedFull.sum(), stopped);
  }

  /** Waits until all that had been offered before the call is handled; false at the timeout. */
  public boolean awaitHandled(Duration timeout) {
    long target = queue.claimed();
    return await(() -> handled.get() >= target, Deadline.after(timeout));
  }

  /**
   * Refuses new elements, handles those that are there, and ends the thread, if it was started;
   * what the timeout cuts off is counted. A handler that hangs keeps its daemon thread, but gets no
   * more elements.
   *
   * @return whether everything was handled
   */
  public boolean stop(Duration timeout) {
    closed = true;
    boolean all = await(() -> finished, Deadline.after(timeout));
    abandon();
    return all || queue.claimed() == 0;
  }

  /** Gives up what is still queued, which is counted. */
  public void abandon() {
    closed = true;
    abandoned = true;
    wake();
  }

  /**
   * Waits for something that the handler or a tick brings about, and wakes the thread for it. An
   * interrupt does not end the wait, which would lose what is queued; it is kept.
   */
  public boolean await(BooleanSupplier condition, Deadline deadline) {
    boolean interrupted = false;
    while (!condition.getAsBoolean() && !deadline.isOver() && thread.isAlive()) {
      wake();
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(this, 200_000);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return condition.getAsBoolean();
  }

  private void wake() {
    asleep = false;
    LockSupport.unpark(thread);
  }

  private void run() {
    int naps = 0;
    while (!abandoned && !finished) {
      try {
        naps = drain() ? 0 : rest(naps);
      } catch (Throwable t) {
        // Memory ran out even for reporting a failure. The queue goes on; others wait for it.
        naps = 0;
      }
    }
  }

  /** Nothing to do: ticks, then ends, naps or sleeps. */
  private int rest(int naps) {
    boolean last = closed && queue.claimed() == handled.own();
    runTick();
    if (last) {
      finished = true;
    } else if (naps < NAPS_BEFORE_SLEEP) {
      LockSupport.parkNanos(this, NAP_NANOS);
      return naps + 1;
    } else {
      sleep();
    }
    return naps;
  }

  private void sleep() {
    asleep = true;
    if (queue.claimed() == handled.own() && !closed) {
      LockSupport.parkNanos(this, SLEEP_NANOS);
    }
    asleep = false;
  }

  private boolean drain() {
    E element = queue.poll();
    if (element == null) {
      return false;
    }
    for (int n = 0; element != null && !abandoned; n++) {
      try {
        handle(element);
      } finally {
        handled.set(handled.own() + 1);
      }
      if (n == HANDLED_BEFORE_TICK) {
        runTick();
        n = 0;
      }
      element = queue.poll();
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
