/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.gomon.internal.Meeting;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** {@link SegmentTree}: one thread's tree, when others finish its segments or add errors. */
public final class SegmentStress {
  private SegmentStress() {}

  /** Made by one actor, which is its owner then, and used by both. */
  private static final class Shared {
    private final Meeting meeting = new Meeting();
    private @Nullable GivenTree tree;

    GivenTree make() {
      GivenTree made = new GivenTree();
      tree = made;
      meeting.first();
      return made;
    }

    GivenTree get() {
      meeting.second();
      GivenTree made = tree;
      if (made == null) {
        throw new IllegalStateException("the meeting publishes nothing");
      }
      return made;
    }

    void end() {
      if (tree != null) {
        tree.root.finish();
      }
    }

    String report() {
      return tree == null ? "no tree" : tree.report();
    }
  }

  /** The owner and another thread finish the same run. */
  @JCStressTest
  @Outcome(id = "child=1 other=1", expect = ACCEPTABLE, desc = "It is counted once.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "It is counted twice, or missing.")
  @State
  public static class FinishByTwo {
    private final Shared shared = new Shared();

    @Actor
    public void owner() {
      GivenTree tree = shared.make();
      tree.child.finish();
      tree.root.newChild(GivenTree.OTHER).finish();
      tree.root.finish();
    }

    @Actor
    public void other() {
      shared.get().child.finish();
    }

    @Arbiter
    public void look(L_Result r) {
      r.r1 = shared.report();
    }
  }

  /** Another thread adds an error and finishes the run, while the owner works on and ends. */
  @JCStressTest
  @Outcome(
      id = "child=1 errors=1 other=2",
      expect = ACCEPTABLE,
      desc = "Both were done in time, in their order.")
  @Outcome(
      id = "child=1 left-open=1( errors=1)? other=2",
      expect = ACCEPTABLE,
      desc = "The tree ended before the finish, or before both.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Done twice, or in another order.")
  @State
  public static class MailToTheOwner {
    private final Shared shared = new Shared();

    @Actor
    public void owner() {
      GivenTree tree = shared.make();
      tree.root.newChild(GivenTree.OTHER).finish();
      tree.root.newChild(GivenTree.OTHER).finish();
      tree.root.finish();
    }

    @Actor
    public void other() {
      GivenTree tree = shared.get();
      tree.child.addError(new Given.Failure());
      tree.child.finish();
    }

    @Arbiter
    public void look(L_Result r) {
      r.r1 = shared.report();
    }
  }

  /** The owner reads its mail while another thread leaves more. */
  @JCStressTest
  @Outcome(id = "child=1 left-open=1 errors=30", expect = ACCEPTABLE, desc = "All are counted.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "One is missing, or counted twice.")
  @State
  public static class MailWhileReading {
    private final Shared shared = new Shared();

    @Actor
    public void owner() {
      SegmentTree tree = shared.make().tree;
      for (int i = 0; i < 200; i++) {
        tree.readMail();
      }
    }

    @Actor
    public void other() {
      GivenTree tree = shared.get();
      Given.Failure failure = new Given.Failure();
      for (int i = 0; i < 30; i++) {
        tree.child.addError(failure);
      }
    }

    @Arbiter
    public void look(L_Result r) {
      shared.end();
      r.r1 = shared.report();
    }
  }

  /** Two threads leave errors in the mail of a third. */
  @JCStressTest
  @Outcome(id = "child=1 left-open=1 errors=4", expect = ACCEPTABLE, desc = "All are counted.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "One is missing, or counted twice.")
  @State
  public static class TwoSenders {
    private final GivenTree tree = GivenTree.ofAnotherThread();

    @Actor
    public void first() {
      tree.child.addError(new Given.Failure());
      tree.child.addError(new Given.Failure());
    }

    @Actor
    public void second() {
      tree.child.addError(new Given.Failure());
      tree.child.addError(new Given.Failure());
    }

    @Arbiter
    public void look(L_Result r) {
      tree.root.finish();
      r.r1 = tree.report();
    }
  }

  /** Two threads finish the outermost segment of a third. */
  @JCStressTest
  @Outcome(id = "child=1 left-open=1, 2", expect = ACCEPTABLE, desc = "One report, one end.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Two ends, or half a report.")
  @State
  public static class RootByTwo {
    private final GivenTree tree = GivenTree.ofAnotherThread();

    @Actor
    public void first() {
      tree.root.finish();
    }

    @Actor
    public void second() {
      tree.root.finish();
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = tree.report();
      r.r2 = tree.root.generation;
    }
  }

  /** The owner and another thread finish the outermost segment. */
  @JCStressTest
  @Outcome(id = "child=1 left-open=1, 2", expect = ACCEPTABLE, desc = "One report, one end.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Two ends, or half a report.")
  @State
  public static class RootByOwnerAndOther {
    private final Shared shared = new Shared();

    @Actor
    public void owner(LL_Result r) {
      GivenTree tree = shared.make();
      tree.root.finish();
    }

    @Actor
    public void other() {
      shared.get().root.finish();
    }

    @Arbiter
    public void look(LL_Result r) {
      r.r1 = shared.report();
      r.r2 = shared.tree == null ? 0 : shared.tree.root.generation;
    }
  }

  /**
   * Another thread ends the tree while its owner works on: no exception, one report, and what was
   * over before is in it. What the owner does in that moment may be missing.
   */
  @JCStressTest
  @Outcome(
      id = "child=1 left-open=1( other=1)?( left-open=1)?",
      expect = ACCEPTABLE,
      desc = "The run of that moment is in the report, or missing.")
  @Outcome(
      id = "(child=1 left-open=1)?( other=[12])?( left-open=[12])? ?(incomplete)?",
      expect = ACCEPTABLE_INTERESTING,
      desc = "The report says that it is incomplete, or counts the run of that moment twice.")
  @Outcome(id = ".*", expect = FORBIDDEN, desc = "Something else is wrong.")
  @State
  public static class EndedUnderItsOwner {
    private final Shared shared = new Shared();

    @Actor
    public void owner() {
      GivenTree tree = shared.make();
      tree.root.newChild(GivenTree.OTHER).finish();
      tree.root.finish();
    }

    @Actor
    public void other() {
      shared.get().root.finish();
    }

    @Arbiter
    public void look(L_Result r) {
      r.r1 = shared.report();
    }
  }
}
