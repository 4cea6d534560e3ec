/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.GomonBuilder;
import io.gomon.Overflow;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** GoMon with one listener that reads every field, and a current parent event. */
@State(Scope.Thread)
public class GomonState {
  private static final int MAX_CHILDREN = 1 << 19;

  private final ReadingListener listener = new ReadingListener();

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private Gomon gomon;

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private EventTracker parent;

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private io.gomon.Scope parentScope;

  /** Alone on its cache lines, since other threads use what lies beside this object. */
  private final int[] number = new int[64];

  /** With the policy that loses nothing. */
  @State(Scope.Thread)
  public static class Blocking extends GomonState {
    @Override
    GomonBuilder builder() {
      return super.builder().overflow(Overflow.BLOCK);
    }
  }

  /** Switched off. */
  @State(Scope.Thread)
  public static class Off extends GomonState {
    @Override
    @Setup(Level.Trial)
    public void setUp() {
      super.setUp();
      gomon().disable();
    }
  }

  GomonBuilder builder() {
    // Children are looked at and counted as always, but so many of one parent are not folded: the
    // listener is to read each of them, as with the peers.
    return Gomon.builder("benchmark")
        .listener(listener)
        .discoverPlugins(false)
        .setting("fold.after", MAX_CHILDREN);
  }

  Gomon gomon() {
    return gomon;
  }

  @Setup(Level.Trial)
  public void setUp() {
    gomon = builder().start();
    startParent();
  }

  private void startParent() {
    parent = gomon.start("parent");
    parentScope = parent.makeCurrent();
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    parentScope.close();
    parent.finish();
    gomon.stop(Duration.ofSeconds(30));
    System.out.println("# " + gomon.stats() + ", read " + listener.sum());
  }

  void event() {
    if ((++number[32] & MAX_CHILDREN - 1) == 0) {
      parentScope.close();
      parent.finish();
      startParent();
    }
    EventTracker tracker = gomon.start("child");
    try (io.gomon.Scope scope = tracker.makeCurrent()) {
      tracker.set("text", "some text").set("number", number[32]);
    }
    tracker.finish();
  }
}
