/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Settings that change while they are read, and what plug-ins keep. */
public final class SettingsStress {
  private SettingsStress() {}

  /** A setting is changed while the dispatching thread reads it. */
  @JCStressTest
  @Outcome(
      id = {"100, 100", "100, 7", "7, 7"},
      expect = ACCEPTABLE,
      desc = "The old value, then the new one.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Another value, or back again.")
  @State
  public static class Change {
    private final Settings settings = new Settings();
    private final FoldSettings fold = new FoldSettings(settings);

    @Actor
    public void writer() {
      settings.set("fold.after", 7);
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = fold.after();
      r.r2 = fold.after();
    }
  }

  /** A setting is set while its plug-in comes. */
  @JCStressTest
  @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "It is set, before or after; no problem.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "It waits for a plug-in that is there.")
  @State
  public static class Registration {
    private final Settings settings = new Settings();

    @Actor
    public void program() {
      settings.set("fold.after", 7);
    }

    @Actor
    public void plugin(II_Result r) {
      int after = new FoldSettings(settings).after();
      r.r2 = after == 7 || after == 100 ? 0 : -1;
    }

    @Arbiter
    public void look(II_Result r) {
      r.r1 = (int) settings.get("fold.after");
      r.r2 += settings.problems().size();
    }
  }

  /** Two threads need a plug-in's state, and a third of its kind is there already. */
  @JCStressTest
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "Made once, the same for both.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Made twice, or two of them.")
  @State
  public static class PluginState {
    private final PluginStates states = new PluginStates();
    private final AtomicInteger made = new AtomicInteger();
    private Object first = "";
    private Object second = "";

    public PluginState() {
      states.getOrMake(0, () -> "before");
    }

    private Object make() {
      Object found = states.get(3);
      return found != null ? found : states.getOrMake(3, () -> "state " + made.incrementAndGet());
    }

    @Actor
    public void first() {
      first = make();
    }

    @Actor
    public void second() {
      second = make();
    }

    @Arbiter
    public void look(ZI_Result r) {
      r.r1 = first == second && first.equals("state 1") && "before".equals(states.get(0));
      r.r2 = made.get();
    }
  }

  /** Two plug-ins come at once, at different places. */
  @JCStressTest
  @Outcome(id = "a, b", expect = ACCEPTABLE, desc = "Both are kept.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "One is lost.")
  @State
  public static class TwoPluginStates {
    private final PluginStates states = new PluginStates();

    @Actor
    public void first() {
      states.getOrMake(0, () -> "a");
    }

    @Actor
    public void second() {
      states.getOrMake(1, () -> "b");
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = states.get(0);
      r.r2 = states.get(1);
    }
  }
}
