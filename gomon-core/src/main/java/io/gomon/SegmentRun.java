/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import org.jspecify.annotations.Nullable;

/**
 * One run of a segment while it is open; between runs it waits, in a list of its node, for the next
 * one. All fields belong to the thread of the tree; other threads only compare generations, and
 * leave what they want in the tree's mail, where the comparison is repeated.
 */
final class SegmentRun {
  /** Where nothing is recorded. */
  static final SegmentRun NONE = new SegmentRun();

  /** Null for {@link #NONE} only, as is the node. */
  final @Nullable SegmentTree tree;

  private final @Nullable SegmentNode node;

  /** Odd while it is open. Raised by each start and each end, so that an old handle is known. */
  long generation;

  long startNanos;

  /** The one whose child it is: open as long as this one is. Null for the outermost one. */
  @Nullable SegmentRun parent;

  /** While open: the one that was current before. Afterwards: the next one of those that wait. */
  @Nullable SegmentRun below;

  private SegmentRun() {
    this.tree = null;
    this.node = null;
  }

  SegmentRun(SegmentTree tree, SegmentNode node) {
    this.tree = tree;
    this.node = node;
  }

  @SuppressWarnings("NullAway") // NONE never comes here: it has no tree
  SegmentNode node() {
    return node;
  }

  boolean isOpen(long asked) {
    SegmentTree mine = tree;
    return mine != null && asked == generation && (asked & 1) != 0 && !mine.isClosed();
  }

  void finish(long asked) {
    SegmentTree mine = tree;
    if (mine == null || asked != generation) {
      return;
    }
    try {
      mine.finish(this, asked);
    } catch (RuntimeException e) {
      // Another thread ends the tree in this moment: the report says that it is incomplete.
    }
  }

  SegmentRun newChild(long asked, @Nullable Object key) {
    SegmentTree mine = tree;
    try {
      return mine == null || asked != generation ? NONE : mine.newChild(this, asked, key);
    } catch (RuntimeException e) {
      // As with finish.
      return NONE;
    }
  }

  void addError(long asked, @Nullable Throwable error) {
    SegmentTree mine = tree;
    if (mine != null && asked == generation && error != null) {
      try {
        mine.addError(this, asked, error);
      } catch (RuntimeException e) {
        // As with finish.
      }
    }
  }
}
