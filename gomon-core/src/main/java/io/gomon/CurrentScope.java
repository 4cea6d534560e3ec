/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * An open scope: the slot of its thread holds the innermost one, and each knows the one around it.
 * Closing a scope ends those that were opened inside it and never closed, so that one forgotten
 * close cannot give a pooled thread a wrong parent for good. Used by one thread; made for each
 * event, so it has no field more than it needs: 24 bytes.
 *
 * <p>When a root event finishes, the scopes of its trace that are still open on that thread are
 * marked as left over: a close that comes late is as good as any other, but the next event that is
 * started, or made current, on the thread finds the mark, and they are leaks. When a request comes
 * in, those whose root has finished on any thread are leaks, too.
 *
 * <p>What {@link Context} puts in place for the time of a task is guarded: it has no scope around
 * it, since the task shall see nothing of what its thread did before; and it is no leak, since the
 * end of the task takes it away.
 */
final class CurrentScope implements Scope {
  /*
   * Layout of `state`:  31         30        29 … 11   10 … 0
   *                     left over  guarded   place     depth
   *
   * The place is a number of ScopeLeaks', 0 when nobody looked.
   */
  private static final int LEFT_OVER = 1 << 31;
  private static final int GUARDED = 1 << 30;

  /** Scopes that nobody ever closes form a chain: it is cut here. */
  private static final int MAX_DEPTH = 1_024;

  /** Ids are random: every 4,096th scope, about, renews the slot. */
  private static final int RENEWAL_MASK = 4_095;

  private static final int DEPTH = 2 * MAX_DEPTH - 1;
  private static final int PLACE_SHIFT = 11;

  final RecordingTracker tracker;

  /** Null for the outermost one; the scope itself, once it is closed. */
  private @Nullable CurrentScope around;

  private int state;

  private CurrentScope(RecordingTracker tracker, @Nullable CurrentScope around) {
    this.tracker = tracker;
    this.around = around == null || around.depth() == MAX_DEPTH ? null : around;
    this.state = this.around == null ? 0 : this.around.depth() + 1;
  }

  private CurrentScope(RecordingTracker tracker) {
    this.tracker = tracker;
    this.state = GUARDED;
  }

  /** Makes the tracker's event current on this thread. */
  static Scope open(RecordingTracker tracker) {
    @Nullable Object[] slot = ContextSlot.sameOrFound(tracker.owner);
    Object before = slot[ContextSlot.EVENT];
    if (before == ContextSlot.SUPPRESSED) {
      return NoopTracker.NO_SCOPE;
    }
    if (before instanceof CurrentScope outer && outer.state < 0) {
      before = endLeftOver(slot, outer);
    }
    CurrentScope around = before instanceof CurrentScope outer ? outer : null;
    CurrentScope scope = new CurrentScope(tracker, around);
    if (ScopeLeaks.areWatched()) {
      scope.state |= ScopeLeaks.placeOf(tracker.usableFingerprint()) << PLACE_SHIFT;
    }
    if ((tracker.idLow & RENEWAL_MASK) == 0) {
      slot = ContextSlot.renewed(slot);
    }
    slot[ContextSlot.EVENT] = scope;
    return scope;
  }

  /** What is in this thread's slot, after scopes that were left over have been ended. */
  static @Nullable Object current(@Nullable Object[] slot) {
    Object current = slot[ContextSlot.EVENT];
    return current instanceof CurrentScope scope && scope.state < 0
        ? endLeftOver(slot, scope)
        : current;
  }

  /**
   * What a task takes along: the event, or the silence. Not what was left over: it would live on in
   * all tasks that its thread ever hands over.
   */
  static @Nullable Object carriedBy(@Nullable Object current) {
    if (!(current instanceof CurrentScope innermost)) {
      return current;
    }
    CurrentScope scope = innermost;
    while (scope != null && scope.state < 0) {
      scope = scope.around();
    }
    return scope == null ? null : scope.tracker;
  }

  /** The same before a request that comes in: it is not under way within an event that is over. */
  static @Nullable Object currentBeforeInbound() {
    @Nullable Object[] slot = ContextSlot.get();
    while (slot[ContextSlot.EVENT] instanceof CurrentScope scope
        && scope.state < GUARDED
        && (scope.state < 0 || scope.tracker.lineage.trace.isRootFinished())) {
      endLeftOver(slot, scope);
    }
    return slot[ContextSlot.EVENT];
  }

  /** Its event has finished on another thread: the next one on its own thread ends it. */
  void leaveOver() {
    state |= LEFT_OVER;
  }

  /** A root has finished: its scopes on this thread should be closed by now, or are soon. */
  static void leaveOver(TraceContext trace) {
    Object current = ContextSlot.get()[ContextSlot.EVENT];
    CurrentScope scope = current instanceof CurrentScope innermost ? innermost : null;
    for (; scope != null; scope = scope.around()) {
      if (scope.tracker.lineage.trace == trace && (scope.state & GUARDED) == 0) {
        scope.leaveOver();
      }
    }
  }

  /** Ends the innermost scopes, as many as belong to one trace, and returns what is around them. */
  private static @Nullable Object endLeftOver(@Nullable Object[] slot, CurrentScope innermost) {
    CurrentScope rest = innermost;
    while (rest != null
        && rest.tracker.lineage.trace == innermost.tracker.lineage.trace
        && (rest.state & GUARDED) == 0) {
      rest = rest.around();
    }
    slot[ContextSlot.EVENT] = rest;
    endForgotten(innermost, rest, "its root event had finished");
    return slot[ContextSlot.EVENT];
  }

  /**
   * Puts an event, or nothing, in place of what is current, for the time of a task.
   *
   * @param captured a tracker, {@link ContextSlot#SUPPRESSED} or null
   * @return what {@link #leave} is to put back
   */
  static @Nullable Object enter(@Nullable Object captured) {
    @Nullable Object[] slot = ContextSlot.get();
    Object former = slot[ContextSlot.EVENT];
    if (former != ContextSlot.SUPPRESSED) {
      slot[ContextSlot.EVENT] =
          captured instanceof RecordingTracker tracker ? new CurrentScope(tracker) : captured;
    }
    return former;
  }

  /** The task is over: ends what it left open, and puts back what was there before it. */
  static void leave(@Nullable Object former) {
    @Nullable Object[] slot = ContextSlot.get();
    Object current = slot[ContextSlot.EVENT];
    slot[ContextSlot.EVENT] = former;
    if (current != former && current instanceof CurrentScope innermost) {
      endForgotten(innermost, null, "the task in which it was opened had ended");
    }
  }

  /** Ends these scopes, up to one that stays; those that nobody guards are leaks. */
  private static void endForgotten(
      CurrentScope innermost, @Nullable CurrentScope stays, String when) {
    CurrentScope scope = innermost;
    while (scope != null && scope != stays) {
      CurrentScope next = scope.around();
      scope.around = scope;
      if ((scope.state & GUARDED) == 0) {
        ScopeLeaks.found(scope, when);
      }
      scope = next;
    }
  }

  @Nullable CurrentScope around() {
    return around == this ? null : around;
  }

  private int depth() {
    return state & DEPTH;
  }

  boolean isClosed() {
    return around == this;
  }

  /** Where it was opened: a number of {@link ScopeLeaks}', 0 when nobody looked. */
  int place() {
    return (state & ~(LEFT_OVER | GUARDED)) >>> PLACE_SHIFT;
  }

  @Override
  public void close() {
    @Nullable Object[] slot = ContextSlot.sameOrFound(tracker.owner);
    if (slot[ContextSlot.EVENT] == this) {
      slot[ContextSlot.EVENT] = around;
      around = this;
    } else if (around != this) {
      closeOutOfOrder(slot);
    }
  }

  private void closeOutOfOrder(@Nullable Object[] slot) {
    tracker.gomon().countScopeMisuse();
    CurrentScope innermost = slot[ContextSlot.EVENT] instanceof CurrentScope scope ? scope : null;
    CurrentScope scope = innermost;
    while (scope != null && scope != this) {
      scope = scope.around;
    }
    if (innermost == null || scope == null) {
      // Not open on this thread: another one has opened it, whose slot is none of ours; or the
      // thread is suppressed, and stays so.
      return;
    }
    slot[ContextSlot.EVENT] = around;
    endForgotten(innermost, this, "the scope around it was closed");
    around = this;
  }
}
