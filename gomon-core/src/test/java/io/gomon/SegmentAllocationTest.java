/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SegmentAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final SegmentPoint OUTER = SegmentPoint.of("outer");
  private static final SegmentPoint CHILD = SegmentPoint.of("child");
  private static final SegmentPoint GRANDCHILD = SegmentPoint.of("grandchild");
  private static final int CALLS = 20_000;
  private static final String[] NUMBERS = {"12", "345", "6", "78"};

  @SuppressWarnings("UnusedVariable") // so that the work is done
  private static volatile int number;

  /** The best of some rounds, since other work of the JVM may fall into one. */
  private static long bytes(Runnable calls) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20 && best > 0; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      calls.run();
      best = Math.min(best, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return best;
  }

  /** What calls out of line and may throw: the compiler cannot leave the handlers out. */
  private static void work(int i) {
    number = Integer.parseInt(NUMBERS[i & 3]);
  }

  private static void work() {
    work(1);
  }

  private static void declared() {
    for (int i = 0; i < CALLS; i++) {
      Segment child = CHILD.start();
      Segment grandchild = GRANDCHILD.start();
      work(i);
      grandchild.finish();
      child.finish();
    }
  }

  private static void named() {
    for (int i = 0; i < CALLS; i++) {
      Segment child = Segment.start("child");
      work(i);
      child.finish();
    }
  }

  private static void tried() {
    for (int i = 0; i < CALLS; i++) {
      try (Segment child = CHILD.start()) {
        work(i);
      }
    }
  }

  private static void run() {
    for (int i = 0; i < CALLS; i++) {
      CHILD.run(SegmentAllocationTest::work);
    }
  }

  @Test
  void children_allocateNothing() {
    Gomon gomon = Recorder.builder().startGlobal();
    try (Segment outer = OUTER.start()) {
      assertThat(bytes(SegmentAllocationTest::declared)).isZero();
      assertThat(bytes(SegmentAllocationTest::named)).isZero();
      assertThat(bytes(SegmentAllocationTest::run)).isZero();
      assertThat(bytes(SegmentAllocationTest::tried)).isZero();
    } finally {
      Gomon.setGlobal(null);
      gomon.stop(Duration.ofSeconds(10));
    }
  }

  @Test
  void disabled_allocatesNothing() {
    Gomon gomon = Recorder.builder().startGlobal();
    gomon.disable();
    try {
      assertThat(bytes(SegmentAllocationTest::declared)).isZero();
      assertThat(bytes(SegmentAllocationTest::named)).isZero();
    } finally {
      Gomon.setGlobal(null);
      gomon.stop(Duration.ofSeconds(10));
    }
  }

  @Test
  void aMillionChildren_takeBoundedMemory() {
    Gomon gomon = Recorder.builder().overflow(Overflow.BLOCK).startGlobal();
    try {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try (Segment outer = OUTER.start()) {
        for (int i = 0; i < 1_000_000 / CALLS; i++) {
          declared();
        }
      }
      // Two children of up to 16 kB each, and the report.
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(60_000);
    } finally {
      Gomon.setGlobal(null);
      gomon.stop(Duration.ofSeconds(10));
    }
  }

  /** What SegmentNode says of its size, and Histogram of its own. */
  @Test
  void childCalledOnce_takesTheBytesThatAreStated() {
    SegmentPoint[] points = new SegmentPoint[100];
    for (int i = 0; i < points.length; i++) {
      points[i] = SegmentPoint.of("point" + i);
    }
    Gomon gomon = Recorder.builder().startGlobal();
    try {
      long best = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        try (Segment outer = OUTER.start()) {
          long before = THREADS.getCurrentThreadAllocatedBytes();
          for (SegmentPoint point : points) {
            point.start().finish();
          }
          best = Math.min(best, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
      }
      assertThat(best / points.length).isBetween(184L, 184L + 24);
    } finally {
      Gomon.setGlobal(null);
      gomon.stop(Duration.ofSeconds(10));
    }
  }
}
