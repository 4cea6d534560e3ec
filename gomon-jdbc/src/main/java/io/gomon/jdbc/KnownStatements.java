/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.PreparedStatement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The wrappers of a driver's prepared statements, by the driver's objects: weakly, the newest
 * {@value #MAX_STATEMENTS}, and of one driver's object the newest. Each call costs the same,
 * however many there are. Any thread, one at a time.
 */
final class KnownStatements {
  static final int MAX_STATEMENTS = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final ReferenceQueue<MonitoredPreparedStatement> collected = new ReferenceQueue<>();

  /** Guarded by {@link #lock}. The oldest comes first. */
  private final Map<Object, Known> byDriver = new LinkedHashMap<>();

  /** A wrapper, and the key by which it lies in the map: it is found by the driver's object. */
  private static final class Known extends WeakReference<MonitoredPreparedStatement> {
    private final int hash;

    Known(MonitoredPreparedStatement ours, ReferenceQueue<MonitoredPreparedStatement> queue) {
      super(ours, queue);
      this.hash = System.identityHashCode(ours.delegate());
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /** Of a wrapper that is collected, the key is equal to itself only. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    boolean isOf(Object driver) {
      MonitoredPreparedStatement ours = get();
      return ours != null && ours.delegate() == driver;
    }
  }

  /** Asks for the wrapper of a driver's object. */
  private record Asked(Object driver) {
    @Override
    public int hashCode() {
      return System.identityHashCode(driver);
    }

    /** The map asks the key that it is given about those that it has. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Known known && known.isOf(driver);
    }
  }

  void add(MonitoredPreparedStatement ours) {
    lock.lock();
    try {
      for (Reference<?> each = collected.poll(); each != null; each = collected.poll()) {
        byDriver.remove(each);
      }
      byDriver.remove(new Asked(ours.delegate()));
      if (byDriver.size() >= MAX_STATEMENTS) {
        byDriver.remove(byDriver.keySet().iterator().next());
      }
      Known known = new Known(ours, collected);
      byDriver.put(known, known);
    } finally {
      lock.unlock();
    }
  }

  /** The wrapper; null when it is not known. Forgets it, if that is the last that is asked. */
  @Nullable MonitoredPreparedStatement find(@Nullable PreparedStatement driver, boolean isLast) {
    if (driver == null) {
      return null;
    }
    lock.lock();
    try {
      Asked asked = new Asked(driver);
      Known known = isLast ? byDriver.remove(asked) : byDriver.get(asked);
      return known == null ? null : known.get();
    } finally {
      lock.unlock();
    }
  }
}
