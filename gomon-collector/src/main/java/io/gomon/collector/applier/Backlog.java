/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decoded batches between the log and the applier, as many as there is room for.
 *
 * <p>Either it is complete, then it holds every acknowledged batch that was not taken yet; or it is
 * behind, then some are in the log only: the applier reads the log, and decodes what it does not
 * find here. It falls behind when there is no room for a batch, when the store fails, and at start;
 * it is complete again when the applier has read up to the end of the log. The lock is held for a
 * few instructions, never over I/O.
 */
final class Backlog {

  private record Offered(LoggedBatch batch, long bytes) {}

  /** An event without its two long texts, by its fields: 12 of 8 bytes, 4 references, 2 strings. */
  private static final int EVENT_BYTES = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long maxBytes;

  /** Guarded by {@link #lock}. */
  private final ArrayDeque<Offered> offered = new ArrayDeque<>();

  /** Guarded by {@link #lock}. */
  private long bytes;

  /** Guarded by {@link #lock}. */
  private boolean behind = true;

  /** Guarded by {@link #lock}. */
  private boolean closed;

  Backlog(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** About how much memory events take. */
  static long bytesOf(List<CollectedEvent> events) {
    long bytes = 0;
    for (CollectedEvent event : events) {
      bytes += EVENT_BYTES + event.attributes().length() + event.operation().length();
    }
    return bytes;
  }

  /** Keeps a batch in memory if there is room. In the order of the log. */
  void offer(LoggedBatch batch) {
    lock.lock();
    try {
      long added = bytesOf(batch.events());
      if (bytes + added > maxBytes) {
        behind = true; // it is in the log, and the next one must not be stored before it
      } else {
        offered.add(new Offered(batch, added));
        bytes += added;
      }
      changed.signal();
    } catch (OutOfMemoryError e) {
      fall();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a batch that was read from the log, and forgets those before it.
   *
   * @return null when there was no room for it, or it is not offered yet
   */
  @Nullable LoggedBatch takeAt(long position) {
    lock.lock();
    try {
      while (!offered.isEmpty() && offered.element().batch.position() < position) {
        poll();
      }
      boolean isNext = !offered.isEmpty() && offered.element().batch.position() == position;
      return isNext ? poll() : null;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all batches: from now on the log is read. */
  void fallBehind() {
    lock.lock();
    try {
      fall();
    } finally {
      lock.unlock();
    }
  }

  boolean isBehind() {
    lock.lock();
    try {
      return behind;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Is called when the log was read up to a position; takes batches from now on if that is the end
   * of the log. The end is asked for under the lock: the log moves its end first and offers then,
   * so a batch behind that end is offered after this has returned, and is not missed.
   *
   * @return false when the log has become longer
   */
  boolean catchUp(long readPosition, LongSupplier logEnd) {
    lock.lock();
    try {
      behind = logEnd.getAsLong() > readPosition;
      return !behind;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a time; true at once when it is closed before that. */
  boolean awaitClosed(long millis) throws InterruptedException {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lockInterruptibly();
    try {
      while (!closed && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next events to store, all of those behind a position that are there or come in time.
   *
   * @return an empty group when nothing came within the time, or it is behind
   */
  ApplyGroup take(long afterPosition, int enoughEvents, long gatherMillis)
      throws InterruptedException {
    List<LoggedBatch> taken = new ArrayList<>();
    long position = afterPosition;
    int events = 0;
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(gatherMillis);
    lock.lockInterruptibly();
    try {
      while (!behind && events < enoughEvents) {
        LoggedBatch next = poll();
        if (next != null) {
          if (next.position() > position) {
            taken.add(next);
            position = next.position();
            events += next.events().size();
          }
        } else if (closed || leftNanos <= 0) {
          break;
        } else {
          leftNanos = changed.awaitNanos(leftNanos);
        }
      }
      return new ApplyGroup(position, taken);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable LoggedBatch poll() {
    Offered next = offered.poll();
    if (next == null) {
      return null;
    }
    bytes -= next.bytes;
    return next.batch;
  }

  private void fall() {
    behind = true;
    offered.clear();
    bytes = 0;
    changed.signal();
  }
}
