/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes that RATIONALE states, on the thread of the application. */
class HotPathAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 10_000;
  private static final int ROUNDS = 20;

  /** A tracker with two attributes (72 and 32), and its scope. */
  private static final long EVENT_BYTES = 128;

  /** Its place in the queue, and its share of what is renewed now and then, rounded up. */
  private static final long PLACE_BYTES = 5;

  private static final long SCOPE_BYTES = 24;
  private static final long WRAPPER_BYTES = 24;

  @SuppressWarnings("UnnecessaryLambda") // one object, to be recognized
  private static final Runnable TASK = () -> {};

  private static final Callable<String> CALLABLE = () -> "";
  private static final List<String> LIST = List.of("list");

  private final Gomon gomon = Recorder.builder().overflow(Overflow.BLOCK).start();

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
  }

  /** The best of some rounds, since the compiler needs a few, and other work may fall into one. */
  private static long bytesPerCall(Runnable call) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      best = Math.min(best, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    // Rounded up, so that nothing which happens now and then only is overlooked.
    return (best + CALLS - 1) / CALLS;
  }

  private void event() {
    EventTracker tracker = gomon.start("x");
    try (Scope scope = tracker.makeCurrent()) {
      tracker.set("a", "text").set("b", 42L);
    }
    tracker.finish();
  }

  /** All that an application may call, and that is to cost nothing where nothing is recorded. */
  private void everything() {
    EventTracker tracker = gomon.start("x");
    try (Scope scope = tracker.makeCurrent()) {
      tracker
          .set("a", "text")
          .set("b", 42L)
          .set("c", 0.5)
          .set("d", true)
          .set("e", LIST)
          .addError(null);
      tracker.newChild("y").finish();
      gomon.start("z", tracker).finish();
      gomon.startInbound("z", null).finish();
      gomon.current().set("f", 1L);
    }
    tracker.announce();
    tracker.finish();
  }

  @Test
  void childWithTwoAttributesAndScope_takesTheBytesThatAreStated() {
    EventTracker parent = gomon.start("parent");
    try (Scope outer = parent.makeCurrent()) {
      assertThat(bytesPerCall(this::event)).isLessThanOrEqualTo(EVENT_BYTES + PLACE_BYTES);
    }
  }

  @Test
  void disabled_allocatesNothing() {
    gomon.disable();
    assertThat(bytesPerCall(this::everything)).isZero();
  }

  @Test
  void disabledUnderAnOpenEvent_allocatesNothing() {
    EventTracker parent = gomon.start("parent");
    try (Scope outer = parent.makeCurrent()) {
      gomon.disable();
      assertThat(bytesPerCall(this::everything)).isZero();
      assertThat(bytesPerCall(() -> parent.newChild("y").finish())).isZero();
    }
  }

  @Test
  void suppressed_allocatesNothing() {
    try (Scope silence = Gomon.suppress()) {
      assertThat(bytesPerCall(this::everything)).isZero();
      assertThat(bytesPerCall(() -> gomon.startInbound("x", null).finish())).isZero();
    }
  }

  @Test
  void neverStarted_allocatesNothing() {
    assertThat(bytesPerCall(() -> Gomon.global().start("x").set("a", 1L).finish())).isZero();
  }

  @Test
  void wrap_nothingCurrent_allocatesNothing() {
    assertThat(bytesPerCall(() -> Gomon.wrap(TASK).run())).isZero();
    assertThat(bytesPerCall(() -> Gomon.wrap(CALLABLE))).isZero();
    assertThat(bytesPerCall(Context::capture)).isZero();
  }

  @Test
  void wrap_underAnEvent_takesTheBytesThatAreStated() {
    EventTracker event = gomon.start("x");
    try (Scope scope = event.makeCurrent()) {
      Runnable wrapped = Gomon.wrap(TASK);
      assertThat(wrapped).isNotSameAs(TASK);
      assertThat(bytesPerCall(wrapped)).isLessThanOrEqualTo(SCOPE_BYTES);
      assertThat(bytesPerCall(() -> Gomon.wrap(wrapped).run())).isLessThanOrEqualTo(SCOPE_BYTES);
      assertThat(bytesPerCall(() -> Gomon.wrap(TASK).run()))
          .isLessThanOrEqualTo(SCOPE_BYTES + WRAPPER_BYTES);
    }
    Runnable outside = wrappedUnder(event);
    assertThat(bytesPerCall(outside)).isLessThanOrEqualTo(SCOPE_BYTES);
  }

  private static Runnable wrappedUnder(EventTracker event) {
    try (Scope scope = event.makeCurrent()) {
      return Gomon.wrap(TASK);
    }
  }
}
