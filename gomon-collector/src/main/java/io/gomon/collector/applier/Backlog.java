/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import io.gomon.collector.store.ApplyGroup;
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
 * in the latter two cases it holds nothing until something is stored. It is complete again when the
 * applier has read up to the end of the log. The lock is held for a few instructions, never over
 * I/O.
 */
final class Backlog {

  /**
   * How much is enough to be stored at once.
   *
   * @param bytes of memory: events may be large
   */
  record Enough(int events, long bytes) {}

  /** What a batch takes beside its events. */
  private static final int BATCH_BYTES = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long maxBytes;

  /** Guarded by {@link #lock}. */
  private final ArrayDeque<LoggedBatch> offered = new ArrayDeque<>();

  /** Guarded by {@link #lock}. */
  private long bytes;

  /** Guarded by {@link #lock}. */
  private boolean behind = true;

  /** Guarded by {@link #lock}. Whether it keeps what there is room for, though it is behind. */
  private boolean keeps;

  /** A batch is in the log only, said without the lock, whose waiting list takes memory. */
  private volatile boolean missed;

  /** Guarded by {@link #lock}. */
  private boolean closed;

  Backlog(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Keeps a batch in memory if there is room. In the order of the log. */
  void offer(LoggedBatch batch) {
    lock.lock();
    try {
      long added = bytesOf(batch);
      if (!keeps || bytes + added > maxBytes) {
        behind = true; // it is in the log, and the next one must not be stored before it
      } else {
        offered.add(batch);
        bytes += added;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a batch that was read from the log, and forgets those before it.
   *
   * @return null when it is not here: it had no room, was forgotten, or is not offered yet
   */
  @Nullable LoggedBatch takeAt(long position) {
    lock.lock();
    try {
      LoggedBatch next = offered.peek();
      while (next != null && next.position() < position) {
        poll();
        next = offered.peek();
      }
      return next != null && next.position() == position ? poll() : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets all batches: from now on the log is read, and nothing is kept until something is stored
   * again. Needs no memory to say so.
   */
  void fallBehind() {
    missed = true;
    lock.lock();
    try {
      behind = true;
      keeps = false;
      while (poll() != null) {
        // not clear(): it may be the growing of the deque that found no memory
      }
      bytes = 0;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The store takes batches: more of them may be kept. */
  void keep() {
    lock.lock();
    try {
      keeps = true;
    } finally {
      lock.unlock();
    }
  }

  boolean isBehind() {
    lock.lock();
    try {
      return behind || missed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Is called when the log was read up to a position; is complete from now on if that is the end of
   * the log. The end is asked for under the lock: the log moves its end first and offers then, so a
   * batch behind that end is offered after this has returned, and is not missed.
   *
   * @return false when the log has become longer
   */
  boolean catchUp(long readPosition, LongSupplier logEnd) {
    lock.lock();
    try {
      missed = false; // before the end is asked for: what is missed behind that end says so again
      behind = logEnd.getAsLong() > readPosition;
      keeps |= !behind;
      return !behind && !missed;
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
   * The next events to store, all of those behind a position that are there or come in time, up to
   * the batch with which they are enough.
   *
   * @return an empty group when nothing came within the time, or it is behind
   */
  ApplyGroup take(long afterPosition, Enough enough, long gatherMillis)
      throws InterruptedException {
    List<LoggedBatch> taken = new ArrayList<>();
    long position = afterPosition;
    int events = 0;
    long eventBytes = 0;
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(gatherMillis);
    lock.lockInterruptibly();
    try {
      while (!behind && !missed && events < enough.events && eventBytes < enough.bytes) {
        LoggedBatch next = poll();
        if (next != null) {
          if (next.position() > position) {
            taken.add(next);
            position = next.position();
            events += next.events().size();
            eventBytes += next.memoryBytes();
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
    LoggedBatch next = offered.poll();
    bytes -= next == null ? 0 : bytesOf(next);
    return next;
  }

  private static long bytesOf(LoggedBatch batch) {
    return BATCH_BYTES + batch.memoryBytes();
  }
}
