/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Known-bad twin of the owner's protocol of {@link RecordingTracker}, with one value: whoever is
 * not the owner says so without a fence before he looks whether the event is finished.
 */
@JCStressTest
@Outcome(
    id = {"none, none", "masked, masked"},
    expect = ACCEPTABLE,
    desc = "It may go well.")
@Outcome(
    id = ".*, secret",
    expect = ACCEPTABLE_INTERESTING,
    desc = "What the fence is for: the secret came after the redaction.")
@State
public class OwnerStressTwin {
  /** In numbers of type long. */
  private static final int CACHE_LINE = 8;

  private static final VarHandle FINISHED;

  static {
    try {
      FINISHED =
          MethodHandles.lookup().findVarHandle(OwnerStressTwin.class, "finished", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // through FINISHED
  private boolean finished;

  /**
   * An object of its own: not on the cache line of {@code finished}, which shows the fault more.
   */
  private final AtomicReference<@Nullable Thread> owner =
      new AtomicReference<>(Thread.currentThread());

  private String[] values = {"none"};

  /** What else the writer writes: as long as it is under way, so is what comes after it. */
  private final long[] work = new long[8 * CACHE_LINE];

  @Actor
  public void writer() {
    for (int i = 0; i < work.length; i += CACHE_LINE) {
      work[i] = i;
    }
    if (owner.getPlain() != Thread.currentThread()) {
      owner.setRelease(null);
    }
    String[] mine = values;
    if (!(boolean) FINISHED.getVolatile(this)) {
      mine[0] = "secret";
    }
  }

  @Actor
  public void finisher(LL_Result r) {
    FINISHED.compareAndSet(this, false, true);
    if (owner.get() != Thread.currentThread()) {
      owner.set(null);
    }
    if (owner.getPlain() == null) {
      values = values.clone();
    }
    String[] mine = values;
    mine[0] = "secret".equals(mine[0]) ? "masked" : mine[0];
    r.r1 = mine[0];
  }

  @Arbiter
  public void look(LL_Result r) {
    r.r2 = values[0];
  }
}
