/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** An event is finished once, whoever finishes it. */
public final class FinishStress {
  private FinishStress() {}

  /** Two threads end it. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "One was the first.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Both were, or none.")
  @State
  public static class End {
    private final RecordingTracker tracker = Given.tracker();

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = tracker.end();
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = tracker.end();
    }
  }

  /** The same with a look and a write instead of the CAS. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "It may go well.")
  @Outcome(
      id = "true, true",
      expect = ACCEPTABLE_INTERESTING,
      desc = "What the CAS is for: finished twice.")
  @State
  public static class EndTwin {
    private volatile long elapsedNanos = Event.OPEN;

    private boolean end() {
      long elapsed = Math.max(0, Given.GOMON.monotonicNanos() - Given.GOMON.startNanos());
      if (elapsedNanos != Event.OPEN) {
        return false;
      }
      elapsedNanos = elapsed;
      return true;
    }

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = end();
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = end();
    }
  }

  /** Two threads finish it: it is handed over once. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "One event was made.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Two were, or none.")
  @State
  public static class HandOver {
    private final Gomon gomon = new GomonBuilder("stress").inert();
    private final RecordingTracker tracker = RecordingTracker.root(gomon, "stress");

    @Actor
    public void first() {
      tracker.finish();
    }

    @Actor
    public void second() {
      tracker.finish();
    }

    @Arbiter
    public void look(J_Result r) {
      r.r1 = gomon.stats().made();
    }
  }
}
