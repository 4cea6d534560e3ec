/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.Gomon;
import io.gomon.Overflow;
import io.gomon.Segment;
import io.gomon.SegmentPoint;
import io.perfmark.PerfMark;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** GoMon with an open segment on the thread that measures. */
@State(Scope.Thread)
public class SegmentState {
  private static final SegmentPoint OUTERMOST = SegmentPoint.of("outermost");

  private final ReadingListener listener = new ReadingListener();

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private Gomon gomon;

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private Segment outermost;

  /** Without an open segment. */
  @State(Scope.Thread)
  public static class Alone extends SegmentState {
    @Override
    @Setup(Level.Trial)
    public void setUp() {
      super.setUp();
      outermost().finish();
    }
  }

  /** Switched off. */
  @State(Scope.Thread)
  public static class Off extends SegmentState {
    @Override
    @Setup(Level.Trial)
    public void setUp() {
      super.setUp();
      outermost().finish();
      gomon().disable();
    }
  }

  /** Not GoMon but PerfMark, recording. */
  @State(Scope.Thread)
  public static class PerfMarkOn {
    @Setup(Level.Trial)
    public void setUp() {
      PerfMark.setEnabled(true);
    }

    void work() {
      // Nothing, as above.
    }
  }

  Gomon gomon() {
    return gomon;
  }

  Segment outermost() {
    return outermost;
  }

  @Setup(Level.Trial)
  public void setUp() {
    gomon =
        Gomon.builder("benchmark")
            .listener(listener)
            .discoverPlugins(false)
            .overflow(Overflow.BLOCK)
            .startGlobal();
    outermost = OUTERMOST.start();
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    outermost.finish();
    gomon.stop(Duration.ofSeconds(30));
    System.out.println("# " + gomon.stats() + ", read " + listener.sum());
  }

  void work() {
    // Nothing: what remains is the segment itself.
  }
}
