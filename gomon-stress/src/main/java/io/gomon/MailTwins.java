/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Known-bad twins of the mail of {@link SegmentTree}: the same steps, without CAS. */
public final class MailTwins {
  private static final Mail CLOSED = new Mail(null);

  private MailTwins() {}

  private static final class Mail {
    private final @Nullable Mail next;

    Mail(@Nullable Mail next) {
      this.next = next;
    }
  }

  /** Mail is put in front by a read and a write. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "It may go well.")
  @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "What the CAS is for: one is lost.")
  @State
  public static class TwoSendersTwin {
    private volatile @Nullable Mail mail;

    @SuppressWarnings("NonAtomicVolatileUpdate") // the fault that is to be seen
    private void post() {
      mail = new Mail(mail);
    }

    @Actor
    public void first() {
      post();
    }

    @Actor
    public void second() {
      post();
    }

    @Arbiter
    public void look(I_Result r) {
      for (Mail each = mail; each != null; each = each.next) {
        r.r1++;
      }
    }
  }

  /** The tree is closed by a look and a write. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "It may go well.")
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "What the swap is for: two reports.")
  @State
  public static class RootByTwoTwin {
    private volatile @Nullable Mail mail;
    private int reportsOfFirst;
    private int reportsOfSecond;

    private int close() {
      Mail last = mail;
      mail = CLOSED;
      return last == CLOSED ? 0 : 1;
    }

    @Actor
    public void first() {
      reportsOfFirst = close();
    }

    @Actor
    public void second() {
      reportsOfSecond = close();
    }

    @Arbiter
    public void look(I_Result r) {
      r.r1 = reportsOfFirst + reportsOfSecond;
    }
  }
}
