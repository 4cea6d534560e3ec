/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the writer thread. Bounded by the log's size cap, which counts entries from here
 * on. The lock is held for a few instructions, never over I/O.
 */
final class AppendQueue {

  /** One entry and who wants to hear of it. */
  record Pending(RecordFormat.Encoded record, AppendListener listener) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by {@link #lock}. */
  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

  /** Guarded by {@link #lock}. */
  private boolean closed;

  void add(Pending pending) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the write-ahead log is closed: the collector is stopping");
      }
      waiting.add(pending);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets no more in; what waits is still given out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves the next group into {@code group}: waits for a first entry, then takes what is there and
   * what comes, until nothing more waits, the group is large enough or the time is over.
   *
   * @return false when the queue is closed and empty
   */
  boolean take(List<Pending> group, int maxBytes, long maxNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        if (closed) {
          return false;
        }
        changed.await(1, TimeUnit.SECONDS);
      }
      long beginNanos = System.nanoTime();
      long bytes = 0;
      Pending next = waiting.poll();
      while (next != null) {
        group.add(next);
        bytes += next.record().sizeBytes();
        boolean full = bytes >= maxBytes || System.nanoTime() - beginNanos >= maxNanos;
        next = full ? null : waiting.poll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
