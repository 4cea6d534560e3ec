/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.gomon.internal.ContextSlot;
import io.gomon.internal.StressQueue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What one thread has made of an event is what another one sees. */
public final class PublicationStress {
  private PublicationStress() {}

  /** Finished, put into the queue, taken out, redacted, read. */
  @JCStressTest
  @Outcome(id = "not yet", expect = ACCEPTABLE, desc = "The queue was still empty.")
  @Outcome(
      id = "table=orders rows=7 failed=false, finished",
      expect = ACCEPTABLE,
      desc = "All that was written before the finish.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Something is missing.")
  @State
  public static class HandOver {
    private static final Redaction REDACTION = Given.redaction();
    private final StressQueue<RecordingTracker> queue = new StressQueue<>();

    @Actor
    public void application() {
      RecordingTracker tracker = Given.tracker();
      tracker.set("table", "orders").set("rows", 7).set("failed", false);
      tracker.end();
      queue.offer(tracker);
    }

    @Actor
    public void listener(L_Result r) {
      RecordingTracker event = queue.poll();
      r.r1 = "not yet";
      if (event != null) {
        event.redact(REDACTION);
        r.r1 = Given.shown(event) + ", " + (event.isOpen() ? "open" : "finished");
      }
    }
  }

  /** A child is read by a thread to which nobody has handed it. */
  @JCStressTest
  @Outcome(id = "not yet", expect = ACCEPTABLE, desc = "It was not there.")
  @Outcome(id = "child of parent, open", expect = ACCEPTABLE, desc = "It is complete.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "A part of it is missing.")
  @State
  public static class RacyChild {
    private final RecordingTracker parent = Given.tracker();
    private @Nullable RecordingTracker child;

    @Actor
    public void maker() {
      child = RecordingTracker.childOf(parent, "child", ContextSlot.get());
    }

    @Actor
    public void reader(L_Result r) {
      RecordingTracker seen = child;
      r.r1 = seen == null ? "not yet" : kinship(seen, parent) + (seen.isOpen() ? ", open" : "");
    }
  }

  /** Two threads make the first children of one event. */
  @JCStressTest
  @Outcome(
      id = "child of parent, child of parent",
      expect = ACCEPTABLE,
      desc = "Both know their parent and trace, whoever has made the lineage.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "A part of it is missing.")
  @State
  public static class TwoChildren {
    private final RecordingTracker parent = Given.tracker();

    @Actor
    public void first(LL_Result r) {
      r.r1 = kinship(RecordingTracker.childOf(parent, "child", ContextSlot.get()), parent);
    }

    @Actor
    public void second(LL_Result r) {
      r.r2 = kinship(RecordingTracker.childOf(parent, "child", ContextSlot.get()), parent);
    }
  }

  private static String kinship(RecordingTracker child, RecordingTracker parent) {
    boolean known =
        child.parentHigh() == parent.idHigh()
            && child.parentLow() == parent.idLow()
            && child.traceHigh() == parent.traceHigh()
            && child.traceLow() == parent.traceLow()
            && child.idLow() != 0
            && !child.lineage.trace.isRootFinished();
    return child.fingerprint() + (known ? " of parent" : " of nobody");
  }
}
