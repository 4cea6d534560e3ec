/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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

  private volatile Period period = new Period();

  /** From one {@link #reset} to the next. */
  static final class Period {
    final long startNanos = System.nanoTime();
    private final ConcurrentHashMap<String, ShapeTimes> shapes = new ConcurrentHashMap<>();
    private final AtomicInteger stacks = new AtomicInteger();
    private final ShapeTimes others = new ShapeTimes(this, OTHERS);

    boolean takesStack() {
      return stacks.get() < MAX_STACKS && stacks.incrementAndGet() <= MAX_STACKS;
    }

    ShapeTimes of(String shape) {
      ShapeTimes known = shapes.get(shape);
      if (known != null) {
        return known;
      }
      // Threads that come here at once may exceed the bound by their number.
      return shapes.size() < MAX_SHAPES
          ? shapes.computeIfAbsent(shape, any -> new ShapeTimes(this, any))
          : others;
    }

    private List<ShapeTimes> all() {
      List<ShapeTimes> all = new ArrayList<>(shapes.values());
      all.add(others);
      return all;
    }
  }

  /** Where the executions of a shape are counted: the place that is known, unless it is of old. */
  ShapeTimes of(@Nullable ShapeTimes known, String shape) {
    Period now = period;
    return known != null && known.period == now ? known : now.of(shape);
  }

  /** Begins anew. */
  public void reset() {
    period = new Period();
  }

  /** How long it has been counting. */
  public long nanos() {
    return System.nanoTime() - period.startNanos;
  }

  /** All shapes that were run, most time first. */
  public List<ShapeReport> report() {
    return sorted(period.all().stream().map(ShapeTimes::report).toList());
  }

  /** The same since the last call of this method. Of one thread. */
  List<ShapeReport> sinceReport() {
    return sorted(period.all().stream().map(ShapeTimes::sinceReport).toList());
  }

  private static List<ShapeReport> sorted(List<ShapeReport> reports) {
    return reports.stream()
        .filter(each -> each.executions() > 0)
        .sorted(Comparator.comparingLong(each -> -each.totalNanos()))
        .toList();
  }
}
