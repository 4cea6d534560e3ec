/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.Segment;
import io.gomon.SegmentPoint;
import io.perfmark.PerfMark;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Start and finish of one child of an open segment. The floor are the two readings of the clock
 * that nobody can do without. PerfMark keeps each call in a ring, GoMon counts calls together.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SegmentBenchmark {
  private static final SegmentPoint TREE = SegmentPoint.of("tree");
  private static final SegmentPoint CHILD = SegmentPoint.of("child");
  private static final SegmentPoint GRANDCHILD = SegmentPoint.of("grandchild");

  @Benchmark
  public long floor() {
    long startNanos = System.nanoTime();
    return System.nanoTime() - startNanos;
  }

  @Benchmark
  public void gomon(SegmentState state) {
    try (Segment child = CHILD.start()) {
      state.work();
    }
  }

  @Benchmark
  public void gomonNamed(SegmentState state) {
    try (Segment child = Segment.start("child")) {
      state.work();
    }
  }

  /** Two children, one in the other. */
  @Benchmark
  public void gomonNested(SegmentState state) {
    try (Segment child = CHILD.start()) {
      try (Segment grandchild = GRANDCHILD.start()) {
        state.work();
      }
    }
  }

  /** A whole tree of three, with its event, to a listener that reads it. */
  @Benchmark
  public void gomonTree(SegmentState.Alone state) {
    try (Segment tree = TREE.start()) {
      try (Segment child = CHILD.start()) {
        state.work();
      }
      try (Segment child = GRANDCHILD.start()) {
        state.work();
      }
    }
  }

  @Benchmark
  public void gomonOff(SegmentState.Off state) {
    try (Segment child = CHILD.start()) {
      state.work();
    }
  }

  @Benchmark
  public void perfmark(SegmentState.PerfMarkOn state) {
    PerfMark.startTask("child");
    try {
      state.work();
    } finally {
      PerfMark.stopTask("child");
    }
  }
}
