/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.gomon.internal.Meeting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** {@link Gomon}: the one of the process is exchanged; one is switched, and stopped. */
public final class GomonStress {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Gomon OLD = new GomonBuilder("old").inert();
  private static final Gomon A = new GomonBuilder("a").inert();
  private static final Gomon B = new GomonBuilder("b").inert();

  private GomonStress() {}

  private static String name(@Nullable Gomon gomon) {
    if (gomon == OLD) {
      return "old";
    }
    return gomon == A ? "a" : gomon == B ? "b" : "none";
  }

  /** Two threads put a GoMon in place of the process's one. */
  @JCStressTest
  @Outcome(
      id = {"old, a", "b, old"},
      expect = ACCEPTABLE,
      desc = "Each former one is returned once.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "One is returned twice, or lost.")
  @State
  public static class Exchange {
    private final Meeting before = new Meeting();
    private final Meeting after = new Meeting();

    @Actor
    public void first(LL_Result r) {
      Gomon.setGlobal(OLD);
      before.first();
      r.r1 = name(Gomon.setGlobal(A));
      after.first();
    }

    @Actor
    public void second(LL_Result r) {
      before.second();
      r.r2 = name(Gomon.setGlobal(B));
      after.second();
    }
  }

  /** The process's GoMon ends while another one takes its place. */
  @JCStressTest
  @Outcome(id = "b, (old|none)", expect = ACCEPTABLE, desc = "The new one stays.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "The end of the old one took the new one away.")
  @State
  public static class EndOfTheOld {
    private final Meeting before = new Meeting();
    private final Meeting after = new Meeting();
    private final Meeting end = new Meeting();

    @Actor
    public void stop() {
      Gomon.setGlobal(OLD);
      before.first();
      Gomon.clearGlobal(OLD);
      after.first();
      end.first();
    }

    @Actor
    public void start(LL_Result r) {
      before.second();
      r.r2 = name(Gomon.setGlobal(B));
      after.second();
      r.r1 = name(Gomon.global());
      end.second();
    }
  }

  /** Two threads toggle: whatever the order, all is as it was. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "Toggled twice.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "One of the two is lost.")
  @State
  public static class Toggle {
    private final Meeting meeting = new Meeting();
    private final Gomon gomon = startOne(new StressListener());

    @Actor
    public void first() {
      meeting.first();
      gomon.toggle();
    }

    @Actor
    public void second() {
      meeting.second();
      gomon.toggle();
    }

    @Arbiter
    public void look(Z_Result r) {
      r.r1 = gomon.isEnabled();
      gomon.stop(LONG);
    }
  }

  /** One thread stops it, another one enables it and stops it, too. */
  @JCStressTest
  @Outcome(id = "stopped, AA 1", expect = ACCEPTABLE, desc = "Stopped once, and for good.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "It records again, or was stopped twice.")
  @State
  public static class EnableAndStop {
    private final Meeting meeting = new Meeting();
    private final StressListener listener = new StressListener();
    private final Gomon gomon = startOne(listener);

    @Actor
    public void stopper() {
      meeting.first();
      gomon.stop(LONG);
    }

    @Actor
    public void enabler() {
      meeting.second();
      for (int i = 0; i < 500; i++) {
        gomon.enable();
      }
      gomon.stop(LONG);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = gomon.isEnabled() ? "enabled" : "stopped";
      r.r2 = listener.fed() + ' ' + listener.stops();
    }
  }

  private static Gomon startOne(Listener listener) {
    return Gomon.builder("stress")
        .listener(listener)
        .discoverPlugins(false)
        .shutdownHook(false)
        .maxQueuedEvents(16)
        .start();
  }
}
