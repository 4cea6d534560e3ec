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
import org.jspecify.annotations.Nullable;

/**
 * The executions of one shape: how many, how long, called from where. Counts and times are exact;
 * the stacks are samples. Any thread adds.
 */
public final class ShapeTimes {
  static final int MAX_STACKS = 16;

  final Profile.Period period;
  private final String shape;
  private final AtomicLong executions = new AtomicLong();
  private final LongAdder errors = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final AtomicLong maxNanos = new AtomicLong();
  private final Map<CallStack, StackTimes> stacks = new ConcurrentHashMap<>(4);

  /** Where it was run from lately; a race may keep the older one. */
  private volatile @Nullable String place;

  /** What was reported before. Of the thread that reports. */
  private long reportedExecutions;

  private long reportedErrors;
  private long reportedNanos;

  ShapeTimes(Profile.Period period, String shape) {
    this.period = period;
    this.shape = shape;
  }

  /** Counts an execution, and returns its number, from 1. */
  long add(long elapsedNanos, boolean failed) {
    nanos.add(elapsedNanos);
    if (failed) {
      errors.increment();
    }
    long max = maxNanos.get();
    while (elapsedNanos > max && !maxNanos.compareAndSet(max, elapsedNanos)) {
      max = maxNanos.get();
    }
    return executions.incrementAndGet();
  }

  void sample(CallStack stack, long weight, long elapsedNanos) {
    place = stack.place() == null ? place : stack.place();
    StackTimes known = stacks.get(stack);
    if (known == null) {
      boolean hasRoom = stacks.size() < MAX_STACKS && period.takesStack();
      known = stacks.computeIfAbsent(hasRoom ? stack : CallStack.OTHERS, any -> new StackTimes());
    }
    known.add(weight, elapsedNanos);
  }

  @Nullable String place() {
    return place;
  }

  ShapeReport report() {
    return report(executions.get(), errors.sum(), nanos.sum(), false);
  }

  /** What came since the last call. Of the thread that reports. */
  ShapeReport sinceReport() {
    long executionsNow = executions.get();
    long errorsNow = errors.sum();
    long nanosNow = nanos.sum();
    ShapeReport report =
        report(
            executionsNow - reportedExecutions,
            errorsNow - reportedErrors,
            nanosNow - reportedNanos,
            true);
    reportedExecutions = executionsNow;
    reportedErrors = errorsNow;
    reportedNanos = nanosNow;
    return report;
  }

  private ShapeReport report(long count, long failed, long totalNanos, boolean sinceReport) {
    List<Map.Entry<CallStack, Sum>> sums = new ArrayList<>();
    double executionsSampled = 0;
    double nanosSampled = 0;
    for (Map.Entry<CallStack, StackTimes> each : stacks.entrySet()) {
      Sum sum = sinceReport ? each.getValue().sinceReport() : each.getValue().sum();
      if (sum.samples() > 0) {
        sums.add(Map.entry(each.getKey(), sum));
        executionsSampled += sum.executions();
        nanosSampled += sum.nanos();
      }
    }
    sums.sort(Comparator.comparingDouble(each -> -each.getValue().nanos()));
    List<StackReport> shares = shares(sums, executionsSampled, nanosSampled, count, totalNanos);
    return new ShapeReport(shape, count, failed, totalNanos, maxNanos.get(), place, shares);
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
