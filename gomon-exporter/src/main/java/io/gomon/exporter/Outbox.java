/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way: the batch that is being filled, the batches that wait, the one on the wire,
 * and the account of all.
 *
 * <p>Everything is guarded by one lock. The feeding thread holds it while it encodes one event, the
 * sender while it takes a batch; nobody during I/O. Batches wait in memory; a spool on disk would
 * take the place of {@code waiting}.
 */
final class Outbox {
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled for the sender: there is, or soon will be, something to send; or this is closed. */
  private final Condition filled = lock.newCondition();

  /** Signalled for the sender that waits before a retry: do it now, or end. */
  private final Condition hurry = lock.newCondition();

  /** Signalled for those who flush: a batch is settled. */
  private final Condition settled = lock.newCondition();

  private final Limits limits;
  private final Timing timing;
  private final OnceLog log;
  private final Account account = new Account();
  private final Runs runs = new Runs();
  private final Filling filling;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private @Nullable Batch onWire;
  private long lastCut;
  private long lastSettled;
  private boolean stopping;

  /** Set at the stop until one retry was made at once for it. */
  private boolean hurried;

  private boolean closed;

  Outbox(Limits limits, EventEncoder encoder, Timing timing, OnceLog log) {
    this.limits = limits;
    this.filling = new Filling(encoder);
    this.timing = timing;
    this.log = log;
  }

  /** Takes an event in, or counts why not. */
  void add(Event event, boolean skipsOpen) {
    Loss loss = null;
    lock.lock();
    try {
      Run run = runs.of(event);
      if (closed) {
        account.refused(LossCause.STOP_DEADLINE);
      } else if (skipsOpen && event.isOpen()) {
        account.skippedOpen();
      } else {
        loss = encode(run, event);
        if (loss != null) {
          account.refused(loss.cause());
        }
      }
    } finally {
      lock.unlock();
    }
    if (loss != null) {
      loss.logTo(log);
    }
  }

  private @Nullable Loss encode(Run run, Event event) {
    if (account.pendingEvents() >= limits.maxQueuedEvents()) {
      return Loss.QUEUE_FULL;
    }
    try {
      if (!filling.takes(run)) {
        cut();
      }
      long now = timing.monotonicNanos();
      boolean roomForBatch = room() >= limits.maxBatchBytes();
      int added = filling.tryAdd(run, event, maxFillingBytes(), now);
      if (added == 0 && filling.events() > 0 && roomForBatch) {
        cut();
        added = filling.tryAdd(run, event, maxFillingBytes(), now);
      }
      if (added == 0) {
        return roomForBatch ? Loss.TOO_LARGE : Loss.QUEUE_FULL;
      }
      account.batched(added);
      signalOrCut();
      return null;
    } catch (RuntimeException e) {
      // A fault of the encoder's; the event is lost, and the batch is as it was.
      return new Loss(LossCause.FAILED, "An event is lost: it could not be encoded.", e);
    }
  }

  private long room() {
    return Math.max(0, limits.maxQueuedBytes() - account.pendingBytes());
  }

  /** What the batch may grow to: its own limit, or what memory allows. */
  private int maxFillingBytes() {
    return (int) Math.min(limits.maxBatchBytes(), filling.size() + room());
  }

  private void signalOrCut() {
    if (filling.events() >= limits.maxBatchEvents()) {
      cut();
    } else if (filling.events() == 1) {
      filled.signal(); // from now on its age counts
    }
  }

  private void cut() {
    if (filling.events() > 0) {
      waiting.add(filling.cut(lastCut + 1));
      lastCut++;
      filled.signal();
    }
  }

  /** The next batch, waited for; it is on the wire until it is settled. Null when closed. */
  @Nullable Batch take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long leftNanos = filling.events() == 0 ? Long.MAX_VALUE : nanosUntilDue();
        if (waiting.isEmpty() && leftNanos <= 0) {
          cut();
        }
        onWire = waiting.poll();
        if (onWire != null) {
          return onWire;
        }
        filled.awaitNanos(leftNanos);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private long nanosUntilDue() {
    return limits.flushIntervalNanos() - (timing.monotonicNanos() - filling.sinceNanos());
  }

  /** A batch has come to its end; this says how many of its events are lost, and why. */
  void settle(Batch batch, long lostEvents, LossCause cause) {
    lock.lock();
    try {
      if (isOnWire(batch)) { // else it was given up at the stop, and is counted
        onWire = null;
        account.settled(batch, lostEvents, cause);
        lastSettled = batch.number();
        settled.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits before a batch is sent again, unless a stop has begun; false when it must not be. */
  boolean pauseBeforeRetry(Batch batch, long nanos) throws InterruptedException {
    lock.lock();
    try {
      if (isOnWire(batch)) {
        if (!hurried) {
          timing.pause(hurry, nanos);
        }
        hurried = false;
      }
      if (!isOnWire(batch)) {
        return false;
      }
      account.retried();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** False once the batch was given up at the stop. */
  private boolean isOnWire(Batch batch) {
    return onWire != null && onWire.number() == batch.number();
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was added before the call is settled; false at the timeout. */
  boolean flush(long timeoutNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      cut();
      long target = lastCut;
      long leftNanos = timeoutNanos;
      while (lastSettled < target && !closed) {
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = settled.awaitNanos(leftNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** What waits for its retry gets one now: there may be no later moment. */
  void beginStop() {
    lock.lock();
    try {
      stopping = true;
      hurried = true;
      hurry.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes nothing more; what is still here is lost and counted.
   *
   * @return how many events that is
   */
  long close() {
    lock.lock();
    try {
      if (closed) {
        return 0;
      }
      cut();
      closed = true;
      if (onWire != null) {
        waiting.addFirst(onWire);
        onWire = null;
      }
      long cutOff = account.pendingEvents();
      waiting.forEach(batch -> account.settled(batch, batch.events(), LossCause.STOP_DEADLINE));
      waiting.clear();
      filled.signalAll();
      hurry.signalAll();
      settled.signalAll();
      return cutOff;
    } finally {
      lock.unlock();
    }
  }

  ExporterStats stats() {
    lock.lock();
    try {
      return account.stats();
    } finally {
      lock.unlock();
    }
  }

  /** An event that is lost before it was part of a batch; logged without the lock. */
  private record Loss(LossCause cause, String message, @Nullable Throwable failure) {
    static final Loss QUEUE_FULL =
        new Loss(
            LossCause.QUEUE_FULL,
            "Events are lost: the memory for those that wait to be shipped is full.",
            null);
    static final Loss TOO_LARGE =
        new Loss(LossCause.TOO_LARGE, "An event is lost: alone it is larger than a batch.", null);

    void logTo(OnceLog log) {
      log.warn(cause.label(), message, failure);
    }
  }
}
