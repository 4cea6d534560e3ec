/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which segments there are, and how much room is left. Any thread; no I/O. */
final class Segments {

  private final long maxTotalBytes;

  /** Bytes in segments plus bytes that wait to be written. */
  private final AtomicLong usedBytes = new AtomicLong();

  /** Oldest first, without gaps in time. Guarded by itself. */
  private final List<Segment> all = new ArrayList<>();

  private volatile long forcedPosition;

  /** Everything up to here is in the store, as far as we were told. */
  private volatile long appliedPosition;

  /** The largest record that found no room so far. */
  private final AtomicInteger refusedBytes = new AtomicInteger();

  Segments(long maxTotalBytes) {
    this.maxTotalBytes = maxTotalBytes;
  }

  /**
   * Takes room for a record, or refuses. While nothing waits to be written or applied, one record
   * gets in however full the log is: only when it grows are segments closed, and so deleted.
   */
  void reserve(int bytes) throws WalFullException {
    long used = usedBytes.get();
    while (true) {
      checkRoom(used, bytes);
      long witness = usedBytes.compareAndExchange(used, used + bytes);
      if (witness == used) {
        return;
      }
      used = witness;
    }
  }

  /** Refuses what {@link #reserve} would refuse now, and takes nothing. */
  void checkRoom(int bytes) throws WalFullException {
    checkRoom(usedBytes.get(), bytes);
  }

  private void checkRoom(long used, int bytes) throws WalFullException {
    if (used + bytes > maxTotalBytes && !isApplied(used)) {
      refusedBytes.accumulateAndGet(bytes, Math::max);
      throw new WalFullException(used, maxTotalBytes);
    }
  }

  private boolean isApplied(long used) {
    if (appliedPosition < forcedPosition) {
      return false;
    }
    long written = 0;
    synchronized (all) {
      for (Segment segment : all) {
        written += segment.sizeBytes();
      }
    }
    return written == used;
  }

  void release(long bytes) {
    usedBytes.addAndGet(-bytes);
  }

  void add(Segment segment) {
    usedBytes.addAndGet(segment.sizeBytes());
    synchronized (all) {
      all.add(segment);
    }
  }

  void remove(Segment segment) {
    synchronized (all) {
      if (!all.remove(segment)) {
        return;
      }
    }
    usedBytes.addAndGet(-segment.sizeBytes());
  }

  void forced(long position) {
    forcedPosition = position;
  }

  long forcedPosition() {
    return forcedPosition;
  }

  long usedBytes() {
    return usedBytes.get();
  }

  /**
   * Whether less than a twentieth is free, or less than a record needs that found no room before.
   */
  boolean nearlyFull() {
    long used = usedBytes.get();
    long needed = Math.max(maxTotalBytes / 20, refusedBytes.get());
    return used + needed > maxTotalBytes && !isApplied(used);
  }

  int count() {
    synchronized (all) {
      return all.size();
    }
  }

  /** The first segment that holds something behind a position. */
  @Nullable Segment behind(long position) {
    synchronized (all) {
      for (Segment segment : all) {
        if (segment.endPosition() > position) {
          return segment;
        }
      }
      return null;
    }
  }

  /** The segment that follows another one: when there is one, the other will not grow any more. */
  @Nullable Segment after(Segment segment) {
    synchronized (all) {
      for (Segment other : all) {
        if (other.basePosition > segment.basePosition) {
          return other;
        }
      }
      return null;
    }
  }

  /**
   * The closed segments that end at or before a position, but for the newest of them: it keeps the
   * batch ids of the last minutes, so that a retry after a restart is known again.
   */
  List<Segment> deletable(long newAppliedPosition) {
    appliedPosition = newAppliedPosition;
    synchronized (all) {
      int applied = 0;
      while (applied < all.size() - 1 && all.get(applied).endPosition() <= newAppliedPosition) {
        applied++;
      }
      return applied < 2 ? List.of() : List.copyOf(all.subList(0, applied - 1));
    }
  }
}
