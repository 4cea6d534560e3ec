/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.TraceState;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts executions as they end: for the profile, and for N+1 findings. Any thread. */
public final class ExecutionWatch {
  /** The first executions of a shape are all looked at, so that rare ones have callers. */
  private static final int FIRST = 16;

  private static final Supplier<QueryCounts> NEW_COUNTS = QueryCounts::new;

  private final Setting<Boolean> profiles;
  private final Setting<Integer> every;
  private final Setting<Duration> slow;
  private final Setting<Integer> limit;
  private final StackBudget budget;
  private final Profile profile = new Profile();
  private final Setting<Duration> interval;
  private final Setting<Duration> slowAfter;
  private final Gomon gomon;

  /** Null while nobody wants to know. */
  private volatile SlowExecution.@Nullable Listener slowListener;

  public ExecutionWatch(TrackerConfig config, Gomon gomon) {
    this.gomon = gomon;
    this.limit =
        config.integer(
            "n-plus-one-limit",
            10,
            0,
            1_000_000,
            "executions of one shape under one parent beyond which they are reported; 0: never");
    this.profiles =
        config.bool("profile", true, "whether executions are counted by shape and callers");
    this.interval =
        config.duration(
            "profile-interval",
            Duration.ofMinutes(1),
            Duration.ZERO,
            "how often the profile is an event; 0s: never");
    this.every =
        config.integer(
            "profile-every", 64, 1, 1_000_000, "of how many executions the callers are looked at");
    this.slow =
        config.duration(
            "profile-slow",
            Duration.ofMillis(100),
            Duration.ZERO,
            "an execution as long as this has its callers looked at always");
    this.slowAfter =
        config.duration(
            "slow-after",
            Duration.ZERO,
            Duration.ZERO,
            "an execution as long as this is an event sql-slow; 0s: none is");
    Setting<Integer> stacks =
        config.integer(
            "stacks-per-second",
            50,
            0,
            10_000,
            "looks at the stack, at most; jdbc.leak-after has its own");
    this.budget = new StackBudget(stacks::get, System::nanoTime);
  }

  public Profile profile() {
    return profile;
  }

  /** Has slow executions told to this one, and to no other; to nobody when it is null. */
  public void tellSlow(SlowExecution.@Nullable Listener listener) {
    slowListener = listener;
  }

  /** How often the profile is to be reported. */
  public Duration interval() {
    return interval.get();
  }

  /**
   * An execution has ended, on the thread that ran it.
   *
   * @param known what this returned for the same shape before
   * @param source asked for the rest when it was slow, and somebody wants to know
   */
  public @Nullable ShapeTimes ended(
      EventTracker event,
      String shape,
      boolean failed,
      @Nullable ShapeTimes known,
      SlowExecution.Source source) {
    // The tracker is its event; so the elapsed time is there without asking the clock again.
    if (!(event instanceof Event ended) || ended.isOpen()) {
      return known;
    }
    long elapsedNanos = ended.elapsedNanos();
    ShapeTimes times = known;
    if (profiles.get()) {
      times = profile.of(known, shape);
      sample(times, times.add(elapsedNanos, failed), elapsedNanos);
    }
    long slowNanos = slowAfter.get().toNanos();
    if (slowNanos > 0 && elapsedNanos >= slowNanos) {
      reportSlow(event, shape, elapsedNanos, times, source);
    }
    int most = limit.get();
    EventTracker parent = most == 0 ? event : gomon.current();
    if (most > 0 && parent.isRecording()) {
      count(parent, shape, elapsedNanos, most, times);
    }
    return times;
  }

  private void reportSlow(
      EventTracker event,
      String shape,
      long elapsedNanos,
      @Nullable ShapeTimes times,
      SlowExecution.Source source) {
    EventTracker slow = event.newChild("sql-slow");
    slow.set("shape", shape).set("elapsed", elapsedNanos).set("location", place(times));
    SlowExecution.Listener listener = slowListener;
    if (listener != null) {
      slow.set("unexplained", listener.slow(event, shape, source));
    }
    slow.finish();
  }

  private void count(
      EventTracker parent, String shape, long elapsedNanos, int most, @Nullable ShapeTimes times) {
    QueryCounts counts = TraceState.of(parent, QueryCounts.class, NEW_COUNTS);
    QueryCounts.Counted counted = counts == null ? null : counts.of(parent, shape);
    if (counted != null && counted.add(elapsedNanos) == most + 1) {
      counted.found(parent, place(times));
    }
  }

  /** The stack that calls now, outside of any budget; null when it may not be looked at. */
  public static @Nullable CallStack callers() {
    return Callers.look();
  }

  /** By now, or by what was seen lately when there is no budget left. */
  private @Nullable String place(@Nullable ShapeTimes times) {
    CallStack stack = budget.take() ? Callers.look() : null;
    if (stack != null) {
      return stack.place();
    }
    return times == null ? null : times.place();
  }

  private void sample(ShapeTimes times, long number, long elapsedNanos) {
    boolean isOften = number > FIRST;
    boolean isSlow = elapsedNanos >= slow.get().toNanos();
    int step = every.get();
    if (isOften && !isSlow && number % step != 0) {
      return;
    }
    CallStack stack = budget.take() ? Callers.look() : null;
    if (stack != null) {
      times.sample(stack, isOften && !isSlow ? step : 1, elapsedNanos);
    }
  }
}
