/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.gomon.internal.Deadline;
import io.gomon.internal.Meeting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** {@link Lane}: after the stop nothing is delivered, and each event is delivered or counted. */
public final class LaneStress {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final RecordingTracker EVENT = Given.tracker();

  private LaneStress() {}

  /** One thread feeds, another one stops. */
  @JCStressTest
  @Outcome(id = "nothing late, 2", expect = ACCEPTABLE, desc = "All delivered in time, or counted.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Delivered after the stop, or not counted.")
  @State
  public static class FeedAndStop {
    /** Of the stopper. */
    private static int turn;

    private final Meeting meeting = new Meeting();
    private final StressListener listener = new StressListener();
    private final Lane lane = new Lane(listener, event -> true, Overflow.DROP, 2);
    private String fedInTime = "";

    @Actor
    public void feeder() {
      meeting.first();
      lane.feed(EVENT, true);
      lane.feed(EVENT, true);
    }

    @Actor
    public void stopper() {
      meeting.second();
      for (int i = turn++ & 7; i > 0; i--) {
        Thread.onSpinWait();
      }
      lane.stop(Deadline.after(LONG));
      fedInTime = listener.nowOver();
    }

    @Arbiter
    public void look(LL_Result r) {
      boolean late = listener.wasFedLate() || !fedInTime.equals(listener.fed());
      r.r1 = late ? "late" : "nothing late";
      r.r2 = lane.stats().delivered() + lane.stats().dropped();
    }
  }

  /** The same with a feeder that says without a fence that it delivers. */
  @JCStressTest
  @Outcome(
      id = {"true, true", "false, false", "true, false"},
      expect = ACCEPTABLE,
      desc = "Delivered while the stop waited or before it; or not delivered. It may go well.")
  @Outcome(
      id = "false, true",
      expect = ACCEPTABLE_INTERESTING,
      desc = "What the fence is for: the stop saw nobody deliver, and it was delivered.")
  @State
  public static class FeedAndStopTwin {
    private final AtomicBoolean delivering = new AtomicBoolean();
    private volatile boolean closed;

    @Actor
    public void feeder(ZZ_Result r) {
      // Never taken back, so that the stop must see it if anything is delivered.
      delivering.setRelease(true);
      r.r2 = !closed;
    }

    @Actor
    public void stopper(ZZ_Result r) {
      closed = true;
      r.r1 = delivering.get();
    }
  }
}
