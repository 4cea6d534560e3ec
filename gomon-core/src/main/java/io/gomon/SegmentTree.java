/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An outermost segment with all that is counted under it.
 *
 * <p>Everything here is used by the thread that started the tree, without locks. What another
 * thread wants done to a run it puts into {@link #mail}; the owner looks there at each start and
 * finish. The other thread ends the whole tree only when it finishes the outermost segment: whoever
 * first puts {@link SegmentMail#CLOSED} there makes the report, and the owner touches nothing
 * afterwards. What the owner is doing in that very moment may then be missing in the report: nobody
 * can tell whether it was before or after.
 */
final class SegmentTree {
  /** The name of what has no room in the tree. */
  static final String OTHER = "(other)";

  static final int MAX_NODES = 500;
  static final int MAX_CHILDREN = 100;

  /** Deeper than this, a tree that is out of sight was forgotten by somebody. */
  private static final int MAX_TREES = 64;

  /** Runs that are open at once; further starts are counted only. */
  static final int MAX_RUNS = 16_384;

  private static final VarHandle MAIL;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  static {
    try {
      MAIL = MethodHandles.lookup().findVarHandle(SegmentTree.class, "mail", SegmentMail.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final RecordingTracker event;
  private final Gomon gomon;
  private final Thread owner = Thread.currentThread();

  /** The owner's, as long as this tree is in it; for other threads. */
  private final @Nullable Object[] slot;

  private final Scope scope;
  private final @Nullable SegmentTree outer;
  private final int depth;
  private final SegmentNode rootNode;
  private final Segment root;

  /** What other threads left: pushed by CAS, taken as a whole. CLOSED once the tree is over. */
  @SuppressWarnings("UnusedVariable") // written through MAIL
  private volatile @Nullable SegmentMail mail;

  /** The current run, on top of those that are open. */
  private Segment top;

  private int nodes;
  private int runs;
  private long untimed;
  private @Nullable SegmentNode other;

  SegmentTree(
      RecordingTracker event,
      SegmentPoint point,
      Scope scope,
      @Nullable Object[] slot,
      @Nullable SegmentTree outer) {
    this.event = event;
    this.gomon = event.gomon();
    this.scope = scope;
    this.slot = slot;
    this.outer = outer;
    this.depth = outer == null ? 0 : outer.depth + 1;
    this.rootNode = new SegmentNode(point, point.hash, point, null);
    this.root = new Segment(this, rootNode);
    this.top = root;
  }

  /** Starts the clock of the outermost segment. */
  Segment begin() {
    root.generation++;
    root.startNanos = gomon.monotonicNanos();
    return root;
  }

  RecordingTracker event() {
    return event;
  }

  Scope scope() {
    return scope;
  }

  /** The tree that was current on this thread before; null without one. */
  @Nullable SegmentTree outer() {
    return outer;
  }

  /** By the owner: whether its event was current on its thread, and will not be again. */
  boolean isLeftBehind() {
    return (scope instanceof CurrentScope mine && mine.isClosed())
        || (depth >= MAX_TREES
            && !SegmentThread.isOpen(ContextSlot.get()[ContextSlot.EVENT], scope));
  }

  Segment current() {
    return top;
  }

  /** Whether this is the current tree of its thread, and nothing is to be done before. */
  boolean isCurrent(@Nullable Object innermostScope) {
    return scope == innermostScope && mail == null;
  }

  boolean isClosed() {
    return mail == SegmentMail.CLOSED;
  }

  /** By the owner: a child of an open run, which becomes the current one. */
  Segment start(Segment parent, Object key, int hash) {
    SegmentNode node = parent.node().find(key, hash);
    if (node == null) {
      node = newNode(parent.node(), key, hash);
    }
    if (node.siteChecks != 0) {
      node.siteChecks--;
      node.point.checkSite();
    }
    Segment run = node.rested(runs < MAX_RUNS);
    if (run == null) {
      run = newRun(node);
      if (run == Segment.NONE) {
        return run;
      }
    }
    run.generation++;
    run.parent = parent;
    run.below = top;
    top = run;
    run.startNanos = gomon.monotonicNanos();
    return run;
  }

  private SegmentNode newNode(SegmentNode parent, Object key, int hash) {
    if (nodes >= MAX_NODES || parent.children >= MAX_CHILDREN || parent == other) {
      return other();
    }
    nodes++;
    SegmentPoint point = SegmentThread.pointOf(key, parent.point);
    SegmentNode node = parent.add(key, hash, point);
    if (key instanceof String) {
      node.siteChecks = point.checksInNextTree();
    }
    return node;
  }

  private SegmentNode other() {
    SegmentNode node = other;
    if (node == null) {
      node = new SegmentNode(OTHER, 0, SegmentPoint.OTHER, rootNode);
      rootNode.link(node);
      other = node;
    }
    return node;
  }

  private Segment newRun(SegmentNode node) {
    if (runs == MAX_RUNS) {
      untimed++;
      return Segment.NONE;
    }
    runs++;
    return new Segment(this, node);
  }

  /** By any thread. */
  void finish(Segment run) {
    long now = gomon.monotonicNanos();
    if (owner == Thread.currentThread() && run == top && run != root && mail == null) {
      top = below(run);
      end(run, now);
      return;
    }
    finishSlowly(run, now);
  }

  private void finishSlowly(Segment run, long now) {
    boolean mine = owner == Thread.currentThread();
    if (mine && !readMail()) {
      return;
    }
    if (!run.isOpen()) {
      run.node().unmatched += mine ? 1 : 0;
    } else if (run == root) {
      close(now, false);
    } else if (mine) {
      endWithin(run, now);
    } else {
      post(run, now, null);
    }
  }

  /** Ends an open run wherever it is, with those inside it; those beside it stay open. */
  private void endWithin(Segment run, long now) {
    Deque<Segment> above = new ArrayDeque<>();
    for (Segment each = top; each != run; each = below(each)) {
      above.push(each);
      if (above.size() > runs) {
        throw new IllegalStateException("the owner goes on meanwhile");
      }
    }
    top = below(run);
    end(run, now);
    for (Segment each : above) {
      Segment parent = each.parent;
      if (parent == null || !parent.isOpen()) {
        each.node().leftOpen++;
        end(each, now);
      } else {
        each.below = top;
        top = each;
      }
    }
  }

  private static void end(Segment run, long now) {
    SegmentNode node = run.node();
    node.times.record(now - run.startNanos);
    run.generation++;
    node.rest(run);
  }

  @SuppressWarnings("NullAway") // only the outermost run has none below it
  private static Segment below(Segment run) {
    return run.below;
  }

  /** By any thread. */
  Segment newChild(Segment parent, Object key) {
    if (owner != Thread.currentThread()) {
      boolean over = isClosed() || !parent.isOpen();
      return over ? Segment.NONE : SegmentThread.startUnder(event, key);
    }
    if (!readMail()
        || !parent.isOpen()
        || ContextSlot.get()[ContextSlot.EVENT] == ContextSlot.SUPPRESSED) {
      return Segment.NONE;
    }
    return start(parent, key, SegmentThread.hashOf(key));
  }

  /** By any thread. */
  void addError(Segment run, Throwable error) {
    if (owner != Thread.currentThread()) {
      post(run, 0, error);
    } else if (readMail() && run.isOpen()) {
      note(run, error);
    }
  }

  private void note(Segment run, Throwable error) {
    if (run == root) {
      event.addError(error);
    } else {
      run.node().error(error, gomon.redactor());
    }
  }

  private void post(Segment run, long endNanos, @Nullable Throwable error) {
    long asked = run.generation;
    SegmentMail before = mail;
    while (before == null || before.hasRoom()) {
      SegmentMail item = new SegmentMail(run, asked, endNanos, error, before);
      if (MAIL.compareAndSet(this, before, item)) {
        return;
      }
      before = mail;
    }
  }

  /** By the owner: does what other threads asked for; false when the tree is over. */
  boolean readMail() {
    SegmentMail last = mail;
    while (last != null) {
      if (last == SegmentMail.CLOSED) {
        leave();
        return false;
      }
      if (MAIL.compareAndSet(this, last, null)) {
        apply(last);
      }
      last = mail;
    }
    return true;
  }

  private void apply(@Nullable SegmentMail last) {
    for (SegmentMail item = SegmentMail.inOrder(last); item != null; item = item.next) {
      if (item.run.generation != item.generation || !item.run.isOpen()) {
        continue;
      }
      if (item.error != null) {
        note(item.run, item.error);
      } else {
        endWithin(item.run, item.endNanos);
      }
    }
  }

  /** By the owner: the tree was found open although its event is current no more. */
  void abandon() {
    if (isClosed()) {
      leave();
    } else {
      close(gomon.monotonicNanos(), true);
    }
  }

  /** By any thread: ends the tree, unless it has ended. */
  private void close(long now, boolean abandoned) {
    SegmentMail last = (SegmentMail) MAIL.getAndSet(this, SegmentMail.CLOSED);
    if (last == SegmentMail.CLOSED) {
      return;
    }
    SegmentReport report = new SegmentReport(rootNode);
    report.writeHead(event, now - root.startNanos, abandoned);
    try {
      apply(last);
      endAll(now);
      report.writeChildren(event, untimed);
    } catch (RuntimeException e) {
      // Another thread ends the tree while the owner changes it, and we have seen half a change.
      event.set("incomplete", true);
    }
    root.generation++;
    event.finish();
    if (owner == Thread.currentThread()) {
      leave();
    } else {
      leaveSlotOfOwner();
    }
  }

  /**
   * By another thread: the owner may never come here again. The tree goes last: as long as it is in
   * the slot, that stays the owner's.
   */
  private void leaveSlotOfOwner() {
    if (scope instanceof CurrentScope mine) {
      SLOT.compareAndSet(slot, ContextSlot.EVENT, mine, mine.around());
      // Something inside is current, or is being made so by the owner right now: once that is
      // closed, this scope must not be what is left.
      mine.leaveOver();
    }
    SLOT.compareAndSet(slot, ContextSlot.SEGMENTS, this, outer);
  }

  private void endAll(long now) {
    int left = runs;
    for (Segment run = top; run != root; run = top) {
      top = below(run);
      run.node().leftOpen++;
      end(run, now);
      if (left-- == 0) {
        throw new IllegalStateException("the owner goes on meanwhile");
      }
    }
  }

  /** By the owner: the tree is over, and not its thread's current one any more. */
  private void leave() {
    @Nullable Object[] now = ContextSlot.get();
    if (now[ContextSlot.SEGMENTS] == this) {
      now[ContextSlot.SEGMENTS] = outer;
    }
    if (SegmentThread.isOpen(now[ContextSlot.EVENT], scope)) {
      scope.close();
    }
  }
}
