/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait until it is known what becomes of one above them.
 *
 * <p>A child mostly ends before its parent. Were it to go on, its parent would have to, too; so
 * where the parent's like are being folded, it waits for the parent, and so does what is below it.
 * What waits is taken in again later as if it came then: under the event that stands for the
 * parent, when that was folded, else under the parent. An event waits for the outermost one that it
 * can, and at most {@value #MAX_UNDER_ONE} wait for one; more, and they go on, and it stays whole.
 *
 * <p>Of the dispatching thread.
 */
final class FoldWaiting {
  static final int MAX_UNDER_ONE = 32;
  static final int MAX_IN_ALL = 4_096;

  private final FoldParents parents;
  private final FoldedIds foldedIds;
  private final Queue<RecordingTracker> again = new ArrayDeque<>();
  private int waiting;

  FoldWaiting(FoldParents parents, FoldedIds foldedIds) {
    this.parents = parents;
    this.foldedIds = foldedIds;
  }

  /** The next one that is to be taken in again; null when there is none. */
  @Nullable RecordingTracker next() {
    return again.poll();
  }

  /** For what comes in the midst of others that are to be taken in before it. */
  void takeInAgain(RecordingTracker event) {
    again.add(event);
  }

  boolean isFolded(RecordingTracker event) {
    return foldedIds.get(event.idLow) != null;
  }

  /** A folded event's child gets another parent: what stands for its own. */
  void adopt(RecordingTracker event) {
    Fold.Id standsForParent = foldedIds.get(event.parentLow());
    if (standsForParent != null) {
      event.adopt(standsForParent.high(), standsForParent.low());
    }
  }

  /** The outermost event above, that this one has to wait for; null when there is none. */
  @Nullable FoldParent awaitedBy(RecordingTracker event, int after) {
    Lineage found = null;
    Lineage each = event.lineage;
    for (Lineage above = each.above; above != null; above = each.above) {
      FoldParent ancestor = parents.find(each.parentLow);
      if (ancestor == null ? mayBeFolded(each, above, after) : ancestor.waiting != null) {
        found = each;
      }
      each = above;
    }
    return found == null ? null : parents.findOrMake(found.parentHigh, found.parentLow);
  }

  /** Whether the parent is one of too many, and nobody has heard of it yet. */
  private boolean mayBeFolded(Lineage lineage, Lineage above, int after) {
    String fingerprint = lineage.openParent;
    if (fingerprint == null || above.isOfRoot() || parents.isUncertain(lineage.parentHigh)) {
      return false;
    }
    Fold.Id standsFor = foldedIds.get(above.parentLow);
    FoldParent grandparent = parents.find(standsFor == null ? above.parentLow : standsFor.low());
    return grandparent != null && grandparent.mayFold(fingerprint, after);
  }

  /** Has an event wait; false when there is no more room. */
  boolean add(FoldParent awaited, RecordingTracker event, long nowNanos) {
    List<RecordingTracker> mine = awaited.waiting;
    if (waiting == MAX_IN_ALL || (mine != null && mine.size() == MAX_UNDER_ONE)) {
      return false;
    }
    if (mine == null) {
      mine = new ArrayList<>(2);
      awaited.waiting = mine;
      awaited.heldSinceNanos = nowNanos;
    }
    mine.add(event);
    waiting++;
    return true;
  }

  /**
   * From now on what is below this event waits for it.
   *
   * @param former whose place it takes, with what waits there
   */
  void begin(FoldParent awaited, @Nullable FoldParent former, long nowNanos) {
    List<RecordingTracker> list = former == null ? null : former.waiting;
    awaited.waiting = list == null ? new ArrayList<>(2) : list;
    awaited.heldSinceNanos = nowNanos;
  }

  /** What waits for this event is to be taken in again, and further ones need not wait for it. */
  void end(@Nullable FoldParent awaited) {
    List<RecordingTracker> mine = awaited == null ? null : awaited.waiting;
    if (awaited != null && mine != null) {
      waiting -= mine.size();
      again.addAll(mine);
      awaited.waiting = null;
    }
  }
}
