/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.jdbc.profile.StackTimes.Sum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The executions of one shape: how many, how long, called from where. Counts and times are exact;
 * the stacks are samples. Any thread adds.
 */
public final class ShapeTimes {
  static final int MAX_STACKS = 16;

  private final Profile profile;
  private final String shape;
  private final AtomicLong executions = new AtomicLong();
  private final LongAdder errors = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final AtomicLong maxNanos = new AtomicLong();
  private final AtomicLong maxNanosSinceReset = new AtomicLong();
  private final Map<CallStack, StackTimes> stacks = new ConcurrentHashMap<>(4);

  /** Where it was run from lately; a race may keep the older one. */
  private volatile @Nullable String place;

  /** What there was at the last reset. */
  private volatile Totals atReset = Totals.NONE;

  /** What was reported before. Of the thread that reports. */
  private Totals reported = Totals.NONE;

  /** All since the profile began. */
  private record Totals(long executions, long errors, long nanos) {
    static final Totals NONE = new Totals(0, 0, 0);

    Totals since(Totals before) {
      return new Totals(
          executions - before.executions, errors - before.errors, nanos - before.nanos);
    }
  }

  ShapeTimes(Profile profile, String shape) {
    this.profile = profile;
    this.shape = shape;
  }

  /** Counts an execution, and returns its number since the last reset, from 1. */
  long add(long elapsedNanos, boolean failed) {
    nanos.add(elapsedNanos);
    if (failed) {
      errors.increment();
    }
    raise(maxNanos, elapsedNanos);
    raise(maxNanosSinceReset, elapsedNanos);
    return executions.incrementAndGet() - atReset.executions;
  }

  private static void raise(AtomicLong max, long nanos) {
    long known = max.get();
    while (nanos > known && !max.compareAndSet(known, nanos)) {
      known = max.get();
    }
  }

  void sample(CallStack stack, long weight, long elapsedNanos) {
    place = stack.place() == null ? place : stack.place();
    StackTimes known = stacks.get(stack);
    if (known == null) {
      boolean hasRoom = stacks.size() < MAX_STACKS && profile.takesStack();
      known = stacks.computeIfAbsent(hasRoom ? stack : CallStack.OTHERS, any -> new StackTimes());
    }
    known.add(weight, elapsedNanos);
  }

  @Nullable String place() {
    return place;
  }

  private Totals totals() {
    // An execution is counted last of all, so none is without its time.
    long count = executions.get();
    return new Totals(count, errors.sum(), nanos.sum());
  }

  /** {@link #report} begins anew. */
  void reset() {
    atReset = totals();
    maxNanosSinceReset.set(0);
    stacks.values().forEach(StackTimes::reset);
  }

  /** What came since the last reset. */
  ShapeReport report() {
    // First what was: a reset that comes between makes it too much, never less than nothing.
    Totals before = atReset;
    return report(totals().since(before), maxNanosSinceReset.get(), StackTimes::sinceReset);
  }

  /** What came since the last call. Of the thread that reports. */
  ShapeReport sinceReport() {
    Totals before = reported;
    reported = totals();
    return report(reported.since(before), maxNanos.get(), StackTimes::sinceReport);
  }

  private ShapeReport report(Totals totals, long max, Function<StackTimes, Sum> sumOf) {
    List<Map.Entry<CallStack, Sum>> sums = new ArrayList<>();
    double executionsSampled = 0;
    double nanosSampled = 0;
    for (Map.Entry<CallStack, StackTimes> each : stacks.entrySet()) {
      Sum sum = sumOf.apply(each.getValue());
      if (sum.samples() > 0) {
        sums.add(Map.entry(each.getKey(), sum));
        executionsSampled += sum.executions();
        nanosSampled += sum.nanos();
      }
    }
    sums.sort(Comparator.comparingDouble(each -> -each.getValue().nanos()));
    List<StackReport> shares =
        shares(sums, executionsSampled, nanosSampled, totals.executions, totals.nanos);
    return new ShapeReport(
        shape, totals.executions, totals.errors, totals.nanos, max, place, shares);
  }

  /** The exact totals, split as the samples are; the first takes what rounding leaves. */
  private static List<StackReport> shares(
      List<Map.Entry<CallStack, Sum>> sums,
      double executionsSampled,
      double nanosSampled,
      long count,
      long totalNanos) {
    List<StackReport> shares = new ArrayList<>();
    long countLeft = count;
    long nanosLeft = totalNanos;
    for (int i = sums.size() - 1; i >= 0; i--) {
      Sum sum = sums.get(i).getValue();
      long myCount = i == 0 ? countLeft : share(count, sum.executions(), executionsSampled);
      long myNanos = i == 0 ? nanosLeft : share(totalNanos, sum.nanos(), nanosSampled);
      countLeft -= myCount;
      nanosLeft -= myNanos;
      shares.add(0, new StackReport(sums.get(i).getKey(), sum.samples(), myCount, myNanos));
    }
    return shares;
  }

  private static long share(long total, double part, double whole) {
    return whole == 0 ? 0 : (long) (total * (part / whole));
  }
}
