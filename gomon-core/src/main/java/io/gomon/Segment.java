/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import org.jspecify.annotations.Nullable;

/**
 * A timed piece of code, from its start to its {@link #finish()}.
 *
 * <pre>{@code
 * try (Segment order = Segment.start("order")) {
 *   for (Item item : items) {
 *     try (Segment price = Segment.start("price")) {
 *       …
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The outermost segment is an event of its own, with the fingerprint {@code segment}; its parent
 * is the current event. Those started inside it, on its thread, form a tree with it, to any depth.
 * They are no events: children of one name and place under one parent are counted together, and the
 * outermost one tells of them when it finishes (docs/EVENTS.md). While a tree is open its event is
 * the current one: events started inside a segment have it as their parent. A segment that is
 * started while another event is current, inside a tree, starts a tree of its own under that event.
 *
 * <p>A tree belongs to the thread that started it. Another thread may use one of its segments: what
 * it starts with {@link #newChild} is a tree of its own, whose event has this tree's event as its
 * parent; what it finishes is finished.
 *
 * <p>No method throws or waits. What is still open inside a segment that finishes ends with it, and
 * is counted as left open. Starting and finishing a child allocates nothing, once it was called a
 * few times: the object is used again.
 *
 * <p>After its finish a segment does nothing. It belongs to one child of one parent for good, so
 * that nothing else can ever be touched with it; but when that child has been started three times
 * more, it may stand for a later run. Finishing it then would end that run early; the finish of the
 * run itself, which finds it over, is counted as unmatched. The outermost segment of a tree is
 * never used again.
 */
public final class Segment implements AutoCloseable {
  /** Where nothing is recorded. */
  static final Segment NONE = new Segment();

  /*
   * All fields belong to the thread of the tree. Other threads only look at the generation, and
   * leave what they want in the tree's mail, where it is looked at again.
   */

  /** Null for {@link #NONE} only, as is the node. */
  private final @Nullable SegmentTree tree;

  private final @Nullable SegmentNode node;

  /** Odd while it is open. Raised by each start and each end. */
  long generation;

  long startNanos;

  /** The one whose child it is: open as long as this one is. Null for the outermost one. */
  @Nullable Segment parent;

  /** While open: the one that was current before. Afterwards: the next of those that rest. */
  @Nullable Segment below;

  private Segment() {
    this.tree = null;
    this.node = null;
  }

  Segment(SegmentTree tree, SegmentNode node) {
    this.tree = tree;
    this.node = node;
  }

  /**
   * Starts a segment: a child of the current segment of this thread or, without one, a tree of its
   * own under the current event.
   *
   * <p>Its place is looked up at the first call of this name under its parent, not at each call.
   * Calls of one name from several places count together; that there is a second one is found out
   * now and then. A {@link SegmentPoint} knows its place, and is as fast.
   */
  public static Segment start(String name) {
    return SegmentThread.start(name);
  }

  /** Starts a segment as a tree of its own under the given event, whatever is current. */
  public static Segment start(String name, EventTracker parent) {
    return SegmentThread.startUnder(parent, name);
  }

  /** Starts a child of this segment, which becomes the current one; see {@link #start(String)}. */
  public Segment newChild(String name) {
    return child(name);
  }

  /** Starts a child of this segment, which becomes the current one. */
  public Segment newChild(SegmentPoint point) {
    return child(point);
  }

  private Segment child(@Nullable Object key) {
    SegmentTree mine = tree;
    try {
      return mine == null ? NONE : mine.newChild(this, key == null ? "null" : key);
    } catch (RuntimeException e) {
      // Another thread ends the tree in this moment: the event says that it is incomplete.
      return NONE;
    }
  }

  /**
   * Notes that this segment failed. Errors of a child are counted by type and place; an error of
   * the outermost segment is one of its event.
   */
  public void addError(@Nullable Throwable error) {
    SegmentTree mine = tree;
    if (mine == null || error == null) {
      return;
    }
    try {
      mine.addError(this, error);
    } catch (RuntimeException e) {
      // As above.
    }
  }

  /** Whether this segment is open and recorded. */
  public boolean isRecording() {
    return isOpen() && tree != null && !tree.isClosed();
  }

  /** Ends the segment. Any thread; only the first call counts. */
  public void finish() {
    SegmentTree mine = tree;
    if (mine == null) {
      return;
    }
    try {
      mine.finish(this);
    } catch (RuntimeException e) {
      // As above.
    }
  }

  /** The same as {@link #finish()}. */
  @Override
  public void close() {
    finish();
  }

  boolean isOpen() {
    return (generation & 1) != 0;
  }

  @SuppressWarnings("NullAway") // asked only of those that have a tree
  SegmentNode node() {
    return node;
  }

  @Override
  public String toString() {
    return "Segment[" + (node == null ? "not recording" : node.point.name) + ']';
  }
}
