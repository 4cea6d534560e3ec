/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** {@link QueueWorker}: each element offered is handled or counted, also around the stop. */
public final class QueueWorkerStress {
  private static final Duration LONG = Duration.ofSeconds(20);

  private QueueWorkerStress() {}

  /** A worker without its thread, and the stop's end. */
  @JCStressTest
  @Outcome(id = "complete, 2", expect = ACCEPTABLE, desc = "Both are counted as refused.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "An element is in no account, or in two.")
  @State
  public static class OfferAndAbandon {
    private final QueueWorker<Integer> worker =
        new QueueWorker<>("stress", 2, element -> {}, () -> {});
    private String seen = "";

    @Actor
    public void producer() {
      worker.offer(1);
      seen = problemOf(worker.account(), 2);
      worker.offer(2);
    }

    @Actor
    public void stopper() {
      worker.abandon();
    }

    @Arbiter
    public void look(LL_Result r) {
      QueueWorker.Account account = worker.account();
      r.r1 = seen.isEmpty() && account.pending() == 0 ? "complete" : seen + account;
      r.r2 = account.handled() + account.refusedStopped() + account.refusedFull();
    }
  }

  /** A worker whose thread starts, handles, and is stopped, while two threads offer. */
  @JCStressTest
  @Outcome(id = "complete, 4", expect = ACCEPTABLE, desc = "Each is handled, or counted.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "An element is in no account, or in two.")
  @State
  public static class OfferAndStop {
    private static final int BEFORE_STOP = 9;
    private final Meeting meeting = new Meeting();
    private final AtomicInteger handled = new AtomicInteger();
    private volatile boolean handledBeforeStop;
    private final QueueWorker<Integer> worker =
        new QueueWorker<>("stress", 8, this::handle, () -> {});
    private String seen = "";

    private void handle(Integer element) {
      handled.incrementAndGet();
      handledBeforeStop |= element == BEFORE_STOP;
    }

    @Actor
    public void producer() {
      worker.offer(1);
      meeting.first();
      worker.offer(2);
      for (int i = 0; i < 100; i++) {
        seen += problemOf(worker.account(), 4);
      }
      worker.offer(3);
    }

    @Actor
    public void stopper(LL_Result r) {
      worker.start();
      meeting.second();
      worker.offer(BEFORE_STOP);
      r.r1 = worker.stop(LONG) && handledBeforeStop ? "" : "stopped too early: ";
    }

    @Arbiter
    public void look(LL_Result r) {
      QueueWorker.Account account = worker.account();
      boolean complete =
          seen.isEmpty()
              && "".equals(r.r1)
              && account.pending() == 0
              && account.handled() == handled.get();
      r.r1 = complete ? "complete" : r.r1 + seen + account + " of " + handled;
      r.r2 = account.handled() + account.refusedStopped() + account.refusedFull();
    }
  }

  /** What is wrong with an account that is read in the middle of it all; empty when nothing is. */
  private static String problemOf(QueueWorker.Account account, int offeredAtMost) {
    long all =
        account.handled() + account.pending() + account.refusedFull() + account.refusedStopped();
    boolean fits = account.handled() >= 0 && account.pending() >= 0 && all <= offeredAtMost;
    return fits ? "" : account.toString();
  }
}
