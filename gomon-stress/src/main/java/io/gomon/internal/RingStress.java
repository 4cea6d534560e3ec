/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** {@link EventRing}: what went in comes out, once, each producer's in its order. */
public final class RingStress {
  private RingStress() {}

  /** Two producers, and room for all. */
  @JCStressTest
  @Outcome(id = "kept, 4", expect = ACCEPTABLE, desc = "All came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class TwoProducers {
    private final RingAccounts accounts = new RingAccounts(new Ring.Shipped(4));

    @Actor
    public void first() {
      accounts.offer(0);
      accounts.offer(0);
    }

    @Actor
    public void second() {
      accounts.offer(1);
      accounts.offer(1);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = accounts.verdict();
      r.r2 = accounts.accepted();
    }
  }

  /** The same with a ring whose places are not claimed by CAS. */
  @JCStressTest
  @Outcome(id = "kept, 4", expect = ACCEPTABLE, desc = "It may go well.")
  @Outcome(
      id = {"lost, .*", "mixed up, .*", "doubled, .*"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "What the CAS is for: two producers got one place.")
  @State
  public static class TwoProducersTwin {
    private final RingAccounts accounts = new RingAccounts(new RingWithoutCas(4));

    @Actor
    public void first() {
      accounts.offer(0);
      accounts.offer(0);
    }

    @Actor
    public void second() {
      accounts.offer(1);
      accounts.offer(1);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = accounts.verdict();
      r.r2 = accounts.accepted();
    }
  }

  /** Two producers, and room for one more. */
  @JCStressTest
  @Outcome(id = "kept, 2", expect = ACCEPTABLE, desc = "One of them got the last place.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "None got it, or both, or what was there is lost.")
  @State
  public static class LastPlace {
    private final RingAccounts accounts = new RingAccounts(new Ring.Shipped(2));

    public LastPlace() {
      accounts.offer(0);
    }

    @Actor
    public void first() {
      accounts.offer(0);
    }

    @Actor
    public void second() {
      accounts.offer(1);
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = accounts.verdict();
      r.r2 = accounts.accepted();
    }
  }

  /**
   * A full ring, one producer, and a consumer that offers, too: both raise the limit while places
   * become free.
   */
  @JCStressTest
  @Outcome(id = "kept, [34]", expect = ACCEPTABLE, desc = "What went in came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class FullRing {
    private final RingAccounts accounts = new RingAccounts(new Ring.Shipped(2));

    public FullRing() {
      accounts.offer(0);
      accounts.offer(0);
    }

    @Actor
    public void producer() {
      accounts.offer(0);
      accounts.offer(0);
      accounts.offer(0);
    }

    @Actor
    public void consumer() {
      accounts.poll();
      accounts.offer(1);
      accounts.poll();
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = accounts.verdict();
      r.r2 = accounts.accepted();
    }
  }

  /** The same with a consumer that gives a place back before it has emptied it. */
  @JCStressTest
  @Outcome(id = "kept, .*", expect = ACCEPTABLE, desc = "It may go well.")
  @Outcome(
      id = "lost, .*",
      expect = ACCEPTABLE_INTERESTING,
      desc = "What the order is for: the consumer emptied a place that was filled again.")
  @State
  public static class FullRingTwin {
    private final RingAccounts accounts = new RingAccounts(new RingTakenTooEarly(2));

    public FullRingTwin() {
      accounts.offer(0);
      accounts.offer(0);
    }

    @Actor
    public void producer() {
      accounts.offer(0);
      accounts.offer(0);
      accounts.offer(0);
    }

    @Actor
    public void consumer() {
      accounts.poll();
      accounts.offer(1);
      accounts.poll();
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = accounts.verdict();
      r.r2 = accounts.accepted();
    }
  }

  /** A ring so long that {@code taken} is raised in steps of two; nearly full. */
  @JCStressTest
  @Outcome(id = "kept, (128|129|130)", expect = ACCEPTABLE, desc = "What went in came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class TakenInSteps {
    private static final int CAPACITY = 128;

    private final RingAccounts accounts = new RingAccounts(new Ring.Shipped(CAPACITY));

    public TakenInSteps() {
      for (int i = 0; i < (CAPACITY - 2) / 2; i++) {
        accounts.offer(0);
        accounts.offer(1);
      }
    }

    @Actor
    public void producer() {
      accounts.offer(0);
      accounts.offer(0);
      accounts.offer(0);
      accounts.offer(1);
      accounts.offer(1);
    }

    @Actor
    public void consumer() {
      accounts.poll();
      accounts.poll();
      accounts.poll();
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = accounts.verdict();
      r.r2 = accounts.accepted();
    }
  }
}
