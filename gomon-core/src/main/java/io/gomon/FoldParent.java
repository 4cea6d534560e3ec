/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ChildFolder} knows of one event: its children so far, and what of itself is held
 * back. Of the dispatching thread.
 */
final class FoldParent {
  static final int MAX_SHAPES = 64;

  final long idHigh;
  final long idLow;

  /** Its children, by shape; at most {@value #MAX_SHAPES}. */
  final List<FoldGroup> groups = new ArrayList<>(2);

  /** Its own announcement, as long as that is held back. */
  @Nullable RecordingTracker announcement;

  /** When the announcement was held back, or the first that waits. */
  long heldSinceNanos;

  /**
   * What came of its descendants before itself, or while it is the slowest of a fold: held back
   * until it is known what becomes of it. Null when nothing has to wait. Of {@link FoldWaiting}.
   */
  @Nullable List<RecordingTracker> waiting;

  /** Whether it was announced, and so counted with its like. */
  boolean counted;

  /** Whether it can be folded no more: it is a root, or has come and gone on. */
  boolean isDecided;

  /** Of which fold it is the slowest, held back. */
  @Nullable Fold slowestOf;

  /** That of the child that came last. */
  private @Nullable FoldGroup lastGroup;

  /** The count of its largest group. */
  private long mostEqual;

  @Nullable FoldParent nextInBucket;
  FoldParent older = this;
  FoldParent newer = this;

  FoldParent(long idHigh, long idLow) {
    this.idHigh = idHigh;
    this.idLow = idLow;
  }

  /** Whether something of this event is held back, or waits for it, and no listener knows it. */
  boolean isUnseen() {
    return announcement != null || waiting != null;
  }

  void count(FoldGroup group) {
    group.count++;
    mostEqual = Math.max(mostEqual, group.count);
  }

  /** Whether the next child of this fingerprint may be folded; its shape decides. */
  boolean mayFold(String fingerprint, int after) {
    if (mostEqual < after) {
      return false;
    }
    for (int i = 0; i < groups.size(); i++) {
      FoldGroup group = groups.get(i);
      if (group.count >= after && group.fingerprint.equals(fingerprint)) {
        return true;
      }
    }
    return false;
  }

  /** The children of the event's shape; null when that would be one shape too many. */
  @Nullable FoldGroup groupOf(RecordingTracker child) {
    FoldGroup last = lastGroup;
    if (last == null || !last.isPlainlyOf(child)) {
      last = findOrMakeGroupOf(child);
      lastGroup = last;
    }
    return last;
  }

  private @Nullable FoldGroup findOrMakeGroupOf(RecordingTracker child) {
    String fingerprint = child.fingerprint;
    String first = FoldGroup.firstOf(child);
    String second = FoldGroup.secondOf(child);
    boolean failed = FoldGroup.hasFailed(child);
    for (int i = 0; i < groups.size(); i++) {
      FoldGroup group = groups.get(i);
      if (group.isOf(fingerprint, first, second, failed)) {
        return group;
      }
    }
    if (groups.size() == MAX_SHAPES) {
      return null;
    }
    FoldGroup group = new FoldGroup(fingerprint, first, second, failed);
    group.sqlShape = FoldGroup.sqlShapeOf(child);
    groups.add(group);
    return group;
  }
}
