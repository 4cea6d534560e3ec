/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HotPathAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int EVENTS = 10_000;

  /** The best of ten rounds, since the compiler needs some to warm up. */
  private static long bytesPerCall(Runnable call) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < EVENTS; i++) {
        call.run();
      }
      best = Math.min(best, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return best / EVENTS;
  }

  @Test
  void childWithTwoAttributesAndScope_staysUnderItsBudget() {
    Gomon gomon = Recorder.builder().overflow(Overflow.BLOCK).start();
    EventTracker parent = gomon.start("parent");
    try (Scope outer = parent.makeCurrent()) {
      long bytes =
          bytesPerCall(
              () -> {
                EventTracker tracker = gomon.start("x");
                try (Scope scope = tracker.makeCurrent()) {
                  tracker.set("a", "text").set("b", 42L);
                }
                tracker.finish();
              });
      // 0.3 of the 1,028 B of an OpenTelemetry span with a batch processor
      assertThat(bytes).isLessThanOrEqualTo(308);
    }
    gomon.stop(Duration.ofSeconds(10));
  }

  @Test
  void disabled_allocatesNothing() {
    Gomon gomon = Recorder.builder().start();
    gomon.disable();
    long bytes =
        bytesPerCall(
            () -> {
              EventTracker tracker = gomon.start("x");
              try (Scope scope = tracker.makeCurrent()) {
                tracker.set("a", "text").set("b", 42L);
              }
              tracker.finish();
            });
    assertThat(bytes).isZero();
    gomon.stop(Duration.ofSeconds(10));
  }
}
