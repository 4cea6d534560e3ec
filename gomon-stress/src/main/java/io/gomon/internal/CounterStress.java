/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** {@link PaddedCounter}: its CAS has one winner, and what was written before is seen. */
public final class CounterStress {
  private CounterStress() {}

  /** Two threads claim the same number. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One got it, the other one learns so.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Both got it, or none.")
  @State
  public static class Claim {
    private final PaddedCounter counter = new PaddedCounter();

    @Actor
    public void first(JJ_Result r) {
      r.r1 = counter.compareAndExchange(0, 1);
    }

    @Actor
    public void second(JJ_Result r) {
      r.r2 = counter.compareAndExchange(0, 1);
    }
  }

  /** A counter is raised after something was written. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 7", "1, 7"},
      expect = ACCEPTABLE,
      desc = "Who sees the count sees what was counted.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "The count came before what was counted.")
  @State
  public static class Publication {
    private final PaddedCounter counter = new PaddedCounter();
    private int counted;

    @Actor
    public void writer() {
      counted = 7;
      counter.set(1);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = (int) counter.get();
      r.r2 = counted;
    }

    @Arbiter
    public void own(II_Result r) {
      if (counter.own() != 1) {
        r.r1 = -1;
      }
    }
  }
}
