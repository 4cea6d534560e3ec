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

/** {@link ChunkedQueue}: what went in comes out, once, each producer's in its order. */
public final class QueueStress {
  private QueueStress() {}

  /** Two producers, and room for all. */
  @JCStressTest
  @Outcome(id = "kept, 4", expect = ACCEPTABLE, desc = "All came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class TwoProducers {
    private final QueueAccounts accounts = new QueueAccounts(new Queue.Shipped(4));

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

  /** The same with a queue whose places are not claimed by CAS. */
  @JCStressTest
  @Outcome(id = "kept, 4", expect = ACCEPTABLE, desc = "It may go well.")
  @Outcome(
      id = {"lost, .*", "mixed up, .*", "doubled, .*"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "What the CAS is for: two producers got one place.")
  @State
  public static class TwoProducersTwin {
    private final QueueAccounts accounts = new QueueAccounts(new QueueWithoutCas(4));

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
    private final QueueAccounts accounts = new QueueAccounts(new Queue.Shipped(2));

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
   * A full queue, one producer, and a consumer that offers, too: both raise the limit while places
   * become free.
   */
  @JCStressTest
  @Outcome(id = "kept, [34]", expect = ACCEPTABLE, desc = "What went in came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class FullQueue {
    private final QueueAccounts accounts = new QueueAccounts(new Queue.Shipped(2));

    public FullQueue() {
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

  /** A queue so long that {@code taken} is raised in steps of two; nearly full. */
  @JCStressTest
  @Outcome(id = "kept, (128|129|130)", expect = ACCEPTABLE, desc = "What went in came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class TakenInSteps {
    private static final int CAPACITY = 128;

    private final QueueAccounts accounts = new QueueAccounts(new Queue.Shipped(CAPACITY));

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

  /** Two producers at the end of a chunk: each may make the next one. */
  @JCStressTest
  @Outcome(id = "kept, 515", expect = ACCEPTABLE, desc = "All came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class NextChunk {
    private final QueueAccounts accounts = QueueAccounts.with(ChunkedQueue.CHUNK - 1);

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

  /** The same where the next chunk is made by look and write, not by CAS. */
  @JCStressTest
  @Outcome(id = "kept, 515", expect = ACCEPTABLE, desc = "It may go well.")
  @Outcome(
      id = {"lost, .*", "mixed up, .*"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "What the CAS is for: each made a chunk, and one of them is not in the chain.")
  @State
  public static class NextChunkTwin {
    private final QueueAccounts accounts =
        QueueAccounts.with(new QueueOfChunksWithoutCas(), ChunkedQueue.CHUNK - 1);

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

  /** A consumer that leaves a chunk while a producer makes, or looks for, the next one. */
  @JCStressTest
  @Outcome(id = "kept, 515", expect = ACCEPTABLE, desc = "All came out.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Lost, doubled, mixed up, or refused.")
  @State
  public static class UsedUpChunk {
    private final QueueAccounts accounts = QueueAccounts.with(ChunkedQueue.CHUNK - 1);

    public UsedUpChunk() {
      while (accounts.accepted() - accounts.taken() > 1) {
        accounts.poll();
      }
    }

    @Actor
    public void producer() {
      accounts.offer(0);
      accounts.offer(1);
      accounts.offer(0);
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
