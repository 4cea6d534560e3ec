/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.gomon.internal.ContextSlot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * One thread still writes while another finishes the event, which is then redacted and read. What
 * was read once never changes, and no secret comes after the redaction.
 *
 * <p>The thread that makes the state owns its tracker. jcstress has each of the two make one half
 * of the states, so owners are the writer, the finisher, and at first neither.
 */
public final class LateWriterStress {
  private LateWriterStress() {}

  /** Ends the event, and redacts it as the dispatching thread does; returns what is to be read. */
  private static String finish(RecordingTracker tracker, Redaction redaction) {
    if (!tracker.end()) {
      return "finished before";
    }
    tracker.redact(redaction);
    return Given.shown(tracker);
  }

  /** A secret is set. */
  @JCStressTest
  @Outcome(id = "none, none", expect = ACCEPTABLE, desc = "It came too late, and is lost.")
  @Outcome(id = "password=[*]{3}, password=[*]{3}", expect = ACCEPTABLE, desc = "It was masked.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Not masked, half there, or changed later.")
  @State
  public static class Secret {
    private static final Redaction REDACTION = Given.redaction();
    private final RecordingTracker tracker = Given.tracker();

    @Actor
    public void writer() {
      tracker.set("password", "hunter2");
    }

    @Actor
    public void finisher(LL_Result r) {
      r.r1 = finish(tracker, REDACTION);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r2 = Given.shown(tracker);
    }
  }

  /** A number is set, which has its place in the event, not in the array. */
  @JCStressTest
  @Outcome(id = "none, none", expect = ACCEPTABLE, desc = "It came too late, and is lost.")
  @Outcome(id = "rows=7, rows=7", expect = ACCEPTABLE, desc = "It is there.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "A wrong value, half there, or changed later.")
  @State
  public static class FirstNumber {
    private static final Redaction REDACTION = Given.redaction();
    private final RecordingTracker tracker = Given.tracker();

    @Actor
    public void writer() {
      tracker.set("rows", 7);
    }

    @Actor
    public void finisher(LL_Result r) {
      r.r1 = finish(tracker, REDACTION);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r2 = Given.shown(tracker);
    }
  }

  /** A number is set again. */
  @JCStressTest
  @Outcome(id = "rows=1, rows=1", expect = ACCEPTABLE, desc = "The new value came too late.")
  @Outcome(id = "rows=300, rows=300", expect = ACCEPTABLE, desc = "The new value is there.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "A wrong value, or changed after it was read.")
  @State
  public static class NumberAgain {
    private static final Redaction REDACTION = Given.redaction();
    private final RecordingTracker tracker = Given.tracker();

    public NumberAgain() {
      tracker.set("rows", 1);
    }

    @Actor
    public void writer() {
      tracker.set("rows", 300);
    }

    @Actor
    public void finisher(LL_Result r) {
      r.r1 = finish(tracker, REDACTION);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r2 = Given.shown(tracker);
    }
  }

  /** An attribute for which the array is too short. */
  @JCStressTest
  @Outcome(id = "a=1 b=2, a=1 b=2", expect = ACCEPTABLE, desc = "It came too late, and is lost.")
  @Outcome(id = "a=1 b=2 c=3, a=1 b=2 c=3", expect = ACCEPTABLE, desc = "It is there.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Half there, or changed later.")
  @State
  public static class LongerArray {
    private static final Redaction REDACTION = Given.redaction();
    private final RecordingTracker tracker = Given.tracker();

    public LongerArray() {
      tracker.set("a", "1").set("b", "2");
    }

    @Actor
    public void writer() {
      tracker.set("c", "3");
    }

    @Actor
    public void finisher(LL_Result r) {
      r.r1 = finish(tracker, REDACTION);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r2 = Given.shown(tracker);
    }
  }

  /** An error is added. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "It came too late, and is lost.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It is there, as text.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Changed after it was read.")
  @State
  public static class LateError {
    private static final Redaction REDACTION = Given.redaction();
    private final RecordingTracker tracker = Given.tracker();

    @Actor
    public void writer() {
      tracker.addError(new Given.Failure());
    }

    @Actor
    public void finisher(LL_Result r) {
      finish(tracker, REDACTION);
      r.r1 = count(tracker);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r2 = count(tracker);
    }

    private static int count(Event event) {
      int count = 0;
      for (EventError error : event.errors()) {
        count += error.type().endsWith("Failure") ? 1 : 100;
      }
      return count;
    }
  }

  /** The event is announced, which is a copy of it as it is. */
  @JCStressTest
  @Outcome(
      id = "a=1 password=[*]{3}, a=1 password=[*]{3}",
      expect = ACCEPTABLE,
      desc = "The finish came later, or found the secret and masked it.")
  @Outcome(
      id = "a=1, a=1 password=[*]{3}",
      expect = ACCEPTABLE,
      desc = "The finish came first, and the announcement would have been too late.")
  @Outcome(
      id = "not announced, a=1( password=[*]{3})?",
      expect = ACCEPTABLE,
      desc = "The finish came first.")
  @Outcome(
      id = "a=1( password=[*]{3})?, a=1",
      expect = ACCEPTABLE,
      desc = "The finish came between: the secret is lost to one of the two.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "A secret is not masked, or something is half.")
  @State
  public static class Announcement {
    private static final Redaction OF_ANNOUNCED = Given.redaction();
    private static final Redaction OF_FINISHED = Given.redaction();
    private final RecordingTracker tracker = Given.tracker();

    public Announcement() {
      tracker.set("a", "1");
    }

    @Actor
    public void writer(LL_Result r) {
      tracker.set("password", "hunter2");
      r.r1 = "not announced";
      if (tracker.isOpen()) {
        EventData announced = new Announced(tracker);
        announced.redact(OF_ANNOUNCED);
        r.r1 = Given.shown(announced);
      }
    }

    @Actor
    public void finisher() {
      finish(tracker, OF_FINISHED);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r2 = Given.shown(tracker);
    }
  }

  /** The copy that {@link RecordingTracker#announce} hands over. */
  private static final class Announced extends EventData {
    Announced(EventData live) {
      super(live);
      owner = ContextSlot.get();
    }
  }
}
