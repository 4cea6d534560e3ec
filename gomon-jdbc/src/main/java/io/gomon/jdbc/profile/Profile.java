/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions by shape and by callers. At most {@value #MAX_SHAPES} shapes, with 16 stacks each and
 * {@value #MAX_STACKS} in all, of 32 frames: 2 MB at worst; what finds no room is counted as {@code
 * (other shapes)} and {@code (other callers)}. Any thread.
 */
public final class Profile {
  static final int MAX_SHAPES = 512;
  static final int MAX_STACKS = 1_024;
  static final String OTHERS = "(other shapes)";

  private final ConcurrentHashMap<String, ShapeTimes> shapes = new ConcurrentHashMap<>();
  private final AtomicInteger stacks = new AtomicInteger();
  private final ShapeTimes others = new ShapeTimes(this, OTHERS);
  private volatile long resetNanos = System.nanoTime();

  boolean takesStack() {
    return stacks.get() < MAX_STACKS && stacks.incrementAndGet() <= MAX_STACKS;
  }

  /** Where the executions of a shape are counted: the place that is known, if it is. */
  ShapeTimes of(@Nullable ShapeTimes known, String shape) {
    if (known != null) {
      return known;
    }
    ShapeTimes found = shapes.get(shape);
    if (found != null) {
      return found;
    }
    // Threads that come here at once may exceed the bound by their number.
    return shapes.size() < MAX_SHAPES
        ? shapes.computeIfAbsent(shape, any -> new ShapeTimes(this, any))
        : others;
  }

  private Stream<ShapeTimes> all() {
    return Stream.concat(shapes.values().stream(), Stream.of(others));
  }

  /**
   * {@link #report} begins anew, and {@link #sinceReport} goes on. What ends meanwhile is counted
   * before or after it.
   */
  public void reset() {
    resetNanos = System.nanoTime();
    all().forEach(ShapeTimes::reset);
  }

  /** How long it has been counting since it began or was reset. */
  public long nanos() {
    return System.nanoTime() - resetNanos;
  }

  /** All shapes that were run since it began or was reset, most time first. */
  public List<ShapeReport> report() {
    return sorted(all().map(ShapeTimes::report));
  }

  /** The same since the last call of this method. Of one thread. */
  List<ShapeReport> sinceReport() {
    return sorted(all().map(ShapeTimes::sinceReport));
  }

  private static List<ShapeReport> sorted(Stream<ShapeReport> reports) {
    return reports
        .filter(each -> each.executions() > 0)
        .sorted(Comparator.comparingLong(each -> -each.totalNanos()))
        .toList();
  }
}
