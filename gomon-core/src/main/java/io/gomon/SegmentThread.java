/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a segment belongs that is started on this thread: in the tree that is current, or
 * in one of its own. A tree is current while its event's scope is the innermost one.
 */
final class SegmentThread {
  private static final String FINGERPRINT = "segment";

  private SegmentThread() {}

  static Segment start(SegmentPoint point, int hash) {
    @Nullable Object[] slot = ContextSlot.get();
    try {
      if (slot[ContextSlot.SEGMENTS] instanceof SegmentTree tree
          && tree.isCurrent(slot[ContextSlot.EVENT])) {
        return tree.start(tree.current(), point, hash);
      }
      return startSlowly(slot, point);
    } catch (RuntimeException e) {
      // Another thread ends the tree in this moment: its event says that it is incomplete.
      return Segment.NONE;
    }
  }

  static Segment start(@Nullable String name) {
    @Nullable Object[] slot = ContextSlot.get();
    String key = name == null ? "null" : name;
    try {
      if (slot[ContextSlot.SEGMENTS] instanceof SegmentTree tree
          && tree.isCurrent(slot[ContextSlot.EVENT])) {
        return tree.start(tree.current(), key, SegmentPoint.spread(key.hashCode()));
      }
      return startSlowly(slot, key);
    } catch (RuntimeException e) {
      // Another thread ends the tree in this moment: its event says that it is incomplete.
      return Segment.NONE;
    }
  }

  private static Segment startSlowly(@Nullable Object[] slot, Object key) {
    Object current = slot[ContextSlot.EVENT];
    if (current == ContextSlot.SUPPRESSED) {
      return Segment.NONE;
    }
    CurrentScope scope = current instanceof CurrentScope open ? open : null;
    if (slot[ContextSlot.SEGMENTS] != null) {
      SegmentTree tree = settle(slot);
      current = slot[ContextSlot.EVENT];
      scope = current instanceof CurrentScope open ? open : null;
      if (tree != null && scope != null && scope.tracker == tree.event()) {
        return tree.start(tree.current(), key, hashOf(key));
      }
    }
    Gomon gomon = Gomon.global();
    if (scope != null && scope.tracker.gomon().isEnabled()) {
      gomon = scope.tracker.gomon();
    }
    return gomon.isEnabled() ? open(gomon.start(FINGERPRINT), key) : Segment.NONE;
  }

  static Segment startUnder(@Nullable EventTracker parent, @Nullable Object key) {
    @Nullable Object[] slot = ContextSlot.get();
    if (parent == null
        || !parent.isRecording()
        || slot[ContextSlot.EVENT] == ContextSlot.SUPPRESSED) {
      return Segment.NONE;
    }
    try {
      settle(slot);
      return open(parent.newChild(FINGERPRINT), key == null ? "null" : key);
    } catch (RuntimeException e) {
      // As above.
      return Segment.NONE;
    }
  }

  /** A new tree, which becomes the thread's current one. */
  private static Segment open(EventTracker event, Object key) {
    if (!(event instanceof RecordingTracker tracker)) {
      return Segment.NONE;
    }
    Scope scope = tracker.makeCurrent();
    @Nullable Object[] slot = ContextSlot.get();
    SegmentPoint point = pointOf(key, SegmentPoint.TOP);
    if (key instanceof String && point.checksInNextTree() > 0) {
      point.checkSite();
    }
    SegmentTree outer = slot[ContextSlot.SEGMENTS] instanceof SegmentTree tree ? tree : null;
    SegmentTree tree = new SegmentTree(tracker, point, scope, slot, outer);
    slot[ContextSlot.SEGMENTS] = tree;
    return tree.begin();
  }

  /**
   * Takes trees out of the slot that are over: finished elsewhere, or left open when the event
   * around them stopped being current. The innermost one that is really open; null without one.
   */
  private static @Nullable SegmentTree settle(@Nullable Object[] slot) {
    while (slot[ContextSlot.SEGMENTS] instanceof SegmentTree tree) {
      if (tree.readMail() && isOpen(slot[ContextSlot.EVENT], tree.scope())) {
        return tree;
      }
      tree.abandon();
      if (slot[ContextSlot.SEGMENTS] == tree) {
        slot[ContextSlot.SEGMENTS] = tree.outer();
      }
    }
    return null;
  }

  /** Whether a scope is one of those that are open on this thread. */
  static boolean isOpen(@Nullable Object innermost, Scope scope) {
    CurrentScope open = innermost instanceof CurrentScope current ? current : null;
    while (open != null && open != scope) {
      open = open.around();
    }
    return open != null;
  }

  static SegmentPoint pointOf(Object key, SegmentPoint parent) {
    return key instanceof SegmentPoint point ? point : parent.named((String) key);
  }

  static int hashOf(Object key) {
    return key instanceof SegmentPoint point ? point.hash : SegmentPoint.spread(key.hashCode());
  }
}
