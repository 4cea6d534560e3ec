/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * So many plans in any minute, and each shape once in a while. Any thread; a lock, which is held
 * for a look into a map.
 */
final class ExplainBudget {
  /** More than an hour's plans by default; the shape explained first is forgotten then. */
  static final int MAX_SHAPES = 512;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final ExplainSettings settings;
  private final LongSupplier nanos;

  /** When each shape was explained, oldest first; guarded by {@code this}. */
  private final Map<Object, Long> explained = new LinkedHashMap<>();

  /** When plans were asked for in the last minute, oldest first; guarded by {@code this}. */
  private final ArrayDeque<Long> lately = new ArrayDeque<>();

  ExplainBudget(ExplainSettings settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
  }

  /** Whether this shape was explained lately. */
  synchronized boolean knows(Object shape) {
    Long then = explained.get(shape);
    return then != null && nanos.getAsLong() - then < settings.again.get().toNanos();
  }

  /** Spends a plan on a shape; else says why not. */
  synchronized @Nullable Unexplained take(Object shape) {
    if (knows(shape)) {
      return Unexplained.EXPLAINED_LATELY;
    }
    long now = nanos.getAsLong();
    for (Long oldest = lately.peek();
        oldest != null && now - oldest >= MINUTE_NANOS;
        oldest = lately.peek()) {
      lately.poll();
    }
    if (lately.size() >= settings.perMinute.get()) {
      return Unexplained.BUDGET_SPENT;
    }
    lately.add(now);
    explained.remove(shape);
    explained.put(shape, now);
    if (explained.size() > MAX_SHAPES) {
      Iterator<Object> oldest = explained.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return null;
  }

  /** The shape was not explained after all; what was spent is spent. */
  synchronized void forget(Object shape) {
    explained.remove(shape);
  }

  /** Forgets those shapes that nobody will ask for any more. */
  synchronized void forgetIf(Predicate<Object> isGone) {
    explained.keySet().removeIf(isGone);
  }

  /** How many shapes are remembered; for tests. */
  synchronized int shapes() {
    return explained.size();
  }
}
