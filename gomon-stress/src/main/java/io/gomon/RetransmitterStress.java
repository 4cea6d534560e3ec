/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.gomon.internal.Meeting;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** {@link Retransmitter}: listeners come and go while events are fed. */
public final class RetransmitterStress {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final RecordingTracker EVENT = Given.tracker();
  private static final RecordingTracker APPLICATION =
      RecordingTracker.application(Given.GOMON, "application");

  private RetransmitterStress() {}

  /** A listener is added while the application event, and then another one, are fed. */
  @JCStressTest
  @Outcome(
      id = {"A", "Ae"},
      expect = ACCEPTABLE,
      desc = "The application event came first, and once.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "It is missing, late, or came twice.")
  @State
  public static class Add {
    private final Retransmitter retransmitter = Retransmitter.create();
    private final StressListener listener = new StressListener();

    @Actor
    public void feeder() {
      retransmitter.feed(APPLICATION);
      retransmitter.feed(EVENT);
    }

    @Actor
    public void adder() {
      retransmitter.add(listener);
    }

    @Arbiter
    public void look(L_Result r) {
      r.r1 = listener.fed();
    }
  }

  /** Two threads add the same listener. */
  @JCStressTest
  @Outcome(
      id = {"added, refused", "refused, added"},
      expect = ACCEPTABLE,
      desc = "It is there once.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "It is there twice, or not at all.")
  @State
  public static class AddTwice {
    private final Retransmitter retransmitter = Retransmitter.create();
    private final StressListener listener = new StressListener();

    private String add() {
      try {
        retransmitter.add(listener);
        return "added";
      } catch (IllegalArgumentException e) {
        // It is there already.
        return "refused";
      }
    }

    @Actor
    public void first(LL_Result r) {
      r.r1 = add();
    }

    @Actor
    public void second(LL_Result r) {
      r.r2 = add();
    }

    @Arbiter
    public void look(LL_Result r) {
      if (retransmitter.stats().size() != 1) {
        r.r1 = "listeners: " + retransmitter.stats().size();
      }
    }
  }

  /** A listener is removed while events are fed. */
  @JCStressTest
  @Outcome(id = "removed, nothing late", expect = ACCEPTABLE, desc = "Nothing came afterwards.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "It was fed after its removal.")
  @State
  public static class Remove {
    private final Meeting meeting = new Meeting();
    private final Retransmitter retransmitter = Retransmitter.create();
    private final StressListener listener = new StressListener();
    private String fedInTime = "";

    public Remove() {
      retransmitter.add(listener);
    }

    @Actor
    public void feeder() {
      meeting.first();
      for (int i = 0; i < 200; i++) {
        retransmitter.feed(EVENT);
      }
    }

    @Actor
    public void remover(LL_Result r) {
      meeting.second();
      boolean removed = retransmitter.remove(listener, LONG);
      fedInTime = listener.nowOver();
      r.r1 = removed && listener.stops() == 1 ? "removed" : "not removed";
    }

    @Arbiter
    public void look(LL_Result r) {
      boolean late = listener.wasFedLate() || !fedInTime.equals(listener.fed());
      r.r2 = late ? "late" : "nothing late";
    }
  }

  /** A listener is added while all is stopped. */
  @JCStressTest
  @Outcome(id = "refused, 0", expect = ACCEPTABLE, desc = "It came too late.")
  @Outcome(id = "added, [12]", expect = ACCEPTABLE, desc = "It was stopped, too, maybe by both.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "It goes on after the stop.")
  @State
  public static class AddAndStop {
    private final Meeting meeting = new Meeting();
    private final Retransmitter retransmitter = Retransmitter.create();
    private final StressListener listener = new StressListener();

    @Actor
    public void adder(LL_Result r) {
      meeting.first();
      try {
        retransmitter.add(listener);
        r.r1 = "added";
      } catch (IllegalStateException e) {
        // It has stopped.
        r.r1 = "refused";
      }
    }

    @Actor
    public void stopper() {
      meeting.second();
      retransmitter.stop(LONG);
    }

    @Arbiter
    public void look(LL_Result r) {
      retransmitter.feed(EVENT);
      r.r2 = listener.fed().isEmpty() ? listener.stops() : "fed " + listener.fed();
    }
  }
}
