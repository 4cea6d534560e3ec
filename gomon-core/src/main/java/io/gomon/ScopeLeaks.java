/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import io.gomon.internal.QuietLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts scopes that nobody closed, and finds the places that opened them.
 *
 * <p>A look at the stack costs a hundred times what opening a scope costs, so nobody looks while
 * nothing leaks. The first leak of a fingerprint is reported without its place, and from then on
 * the scopes of that fingerprint remember who opened them: what leaks again is reported with its
 * place. Each leak without a place buys {@link #STACKS_PER_ROUND} more looks, at most {@link
 * #MAX_ROUNDS} times, so that the search ends even where leaks do not.
 *
 * <p>Any thread. The state is one map, bounded; who sees it late looks at one stack more or less.
 */
final class ScopeLeaks {
  static final int STACKS_PER_ROUND = 1_000;
  static final int MAX_ROUNDS = 10;
  private static final int MAX_FINGERPRINTS = 64;
  private static final int MAX_PLACES = 256;

  private static final Set<String> OURS =
      Set.of(ScopeLeaks.class.getName(), CurrentScope.class.getName(), "io.gomon.RecordingTracker");
  private static final ConcurrentHashMap<String, Watch> WATCHES = new ConcurrentHashMap<>();

  /** The places that were seen; numbers start at 1. Guarded by {@link #WATCHES}. */
  private static final List<String> PLACES = new ArrayList<>();

  /**
   * Whether any fingerprint is watched: all that the hot path looks at. Written under the lock of
   * {@link #WATCHES}.
   */
  private static volatile boolean watched;

  private ScopeLeaks() {}

  /** The looks that are left for a fingerprint, and how often they were filled up. */
  private static final class Watch {
    final AtomicInteger stacksLeft = new AtomicInteger();

    /** Guarded by {@link #WATCHES}. */
    private int rounds;

    boolean takesOne() {
      int left = stacksLeft.get() > 0 ? stacksLeft.getAndDecrement() : 0;
      if (left == 1) {
        lookAgainWhetherAny();
      }
      return left > 0;
    }

    void fillUp() {
      synchronized (WATCHES) {
        if (stacksLeft.get() <= 0 && rounds < MAX_ROUNDS) {
          rounds++;
          stacksLeft.set(STACKS_PER_ROUND);
          watched = true;
        }
      }
    }
  }

  private static void lookAgainWhetherAny() {
    synchronized (WATCHES) {
      watched = WATCHES.values().stream().anyMatch(watch -> watch.stacksLeft.get() > 0);
    }
  }

  static boolean areWatched() {
    return watched;
  }

  /** The number of the place that opens a scope now; 0 if its fingerprint is not watched. */
  static int placeOf(String fingerprint) {
    Watch watch = WATCHES.get(fingerprint);
    if (watch == null || !watch.takesOne()) {
      return 0;
    }
    String place = opener();
    synchronized (WATCHES) {
      int known = PLACES.indexOf(place);
      if (known < 0 && PLACES.size() < MAX_PLACES) {
        known = PLACES.size();
        PLACES.add(place);
      }
      return known + 1;
    }
  }

  private static String opener() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !OURS.contains(frame.getClassName()))
                    .findFirst()
                    .map(frame -> frame.toStackTraceElement().toString())
                    .orElse("an unknown place"));
  }

  private static @Nullable String placeAt(int number) {
    synchronized (WATCHES) {
      return number == 0 ? null : PLACES.get(number - 1);
    }
  }

  /** A scope was ended by somebody else than the one who opened it. */
  static void found(CurrentScope scope, String when) {
    scope.tracker.gomon().countScopeLeak();
    String fingerprint = scope.tracker.usableFingerprint();
    String place = placeAt(scope.place());
    if (place == null) {
      watch(fingerprint);
    }
    // The host's logging back end may be recorded itself, by a listener's own thread, say.
    ContextSlot.suppressed(() -> report(fingerprint, place, when));
  }

  private static void watch(String fingerprint) {
    Watch watch = WATCHES.get(fingerprint);
    if (watch == null && WATCHES.size() < MAX_FINGERPRINTS) {
      watch = WATCHES.computeIfAbsent(fingerprint, any -> new Watch());
    }
    if (watch != null) {
      watch.fillUp();
    }
  }

  private static void report(String fingerprint, @Nullable String place, String when) {
    String what = "A scope of '" + fingerprint + "' was not closed, and was ended when " + when;
    if (place == null) {
      QuietLog.warnOnce(
          "scope leak of " + fingerprint,
          what + ". The place that opens it is looked for from now on.",
          null);
    } else {
      QuietLog.warnOnce(
          "scope leak at " + place,
          what + ". It was opened by " + place + ": close it there, with try-with-resources.",
          null);
    }
  }
}
