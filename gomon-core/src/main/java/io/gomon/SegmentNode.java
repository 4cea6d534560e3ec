/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Histogram;
import io.gomon.spi.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * All runs of one segment under one parent, counted together. Nodes form the tree, in the order of
 * their first start. Used by the thread of the tree.
 *
 * <p>Bytes, with compressed references: 80 for a node, 48 for each of its up to four segments that
 * rest, 56 and more for its {@link Histogram}, 8 to 16 for its place in the parent's table.
 */
final class SegmentNode {
  /** An object rests while this child is started so many times, before it is used again. */
  static final int RESTING = 3;

  private static final int FIRST_TABLE = 4;

  /** What a start is found by: the name in the string form, else the point. */
  private final Object key;

  private final int hash;
  final SegmentPoint point;
  final @Nullable SegmentNode parent;
  final Histogram times = new Histogram();

  /** Of the objects that rest, the one that finished first; the next ones by {@code below}. */
  private @Nullable Segment firstResting;

  private @Nullable Segment lastResting;
  private int resting;

  /** How many of the next starts are to be asked for their place. */
  int siteChecks;

  /** Runs that did not finish before their parent. */
  int leftOpen;

  /** Finishes that found their run over. */
  int unmatched;

  @Nullable SegmentErrors errors;

  @Nullable SegmentNode firstChild;
  @Nullable SegmentNode nextSibling;
  private @Nullable SegmentNode lastChild;

  /** Children by hash, with linear probing, at most half full. */
  private @Nullable SegmentNode @Nullable [] table;

  int children;

  SegmentNode(Object key, int hash, SegmentPoint point, @Nullable SegmentNode parent) {
    this.key = key;
    this.hash = hash;
    this.point = point;
    this.parent = parent;
  }

  /** The child that was added with this key; null when there is none. */
  @Nullable SegmentNode find(Object wanted, int wantedHash) {
    @Nullable SegmentNode[] all = table;
    if (all == null) {
      return null;
    }
    int mask = all.length - 1;
    for (int i = wantedHash & mask; ; i = i + 1 & mask) {
      SegmentNode node = all[i];
      if (node == null
          || node.key == wanted
          || (node.hash == wantedHash && node.key.equals(wanted))) {
        return node;
      }
    }
  }

  /** Adds a child that is not there. */
  SegmentNode add(Object newKey, int newHash, SegmentPoint newPoint) {
    SegmentNode child = new SegmentNode(newKey, newHash, newPoint, this);
    link(child);
    children++;
    @Nullable SegmentNode[] all = table;
    if (all == null || 2 * children > all.length) {
      all = new @Nullable SegmentNode[all == null ? FIRST_TABLE : 2 * all.length];
      for (SegmentNode node = firstChild; node != null; node = node.nextSibling) {
        put(all, node);
      }
      table = all;
    } else {
      put(all, child);
    }
    return child;
  }

  /** Makes a node the last child, without a place in the table. */
  void link(SegmentNode child) {
    if (lastChild == null) {
      firstChild = child;
    } else {
      lastChild.nextSibling = child;
    }
    lastChild = child;
  }

  private static void put(@Nullable SegmentNode[] all, SegmentNode node) {
    int mask = all.length - 1;
    int i = node.hash & mask;
    while (all[i] != null) {
      i = i + 1 & mask;
    }
    all[i] = node;
  }

  /**
   * An object for the next run that has rested long enough; null when there is none, and a new one
   * can be made.
   */
  @Nullable Segment rested(boolean canMake) {
    Segment segment = firstResting;
    if (segment == null || (resting <= RESTING && canMake)) {
      return null;
    }
    firstResting = segment.below;
    resting--;
    return segment;
  }

  /** Keeps an object whose run has ended. */
  void rest(Segment segment) {
    segment.parent = null;
    segment.below = null;
    if (firstResting == null || lastResting == null) {
      firstResting = segment;
    } else {
      lastResting.below = segment;
    }
    lastResting = segment;
    resting++;
  }

  void error(Throwable error, Redactor redactor) {
    SegmentErrors all = errors;
    if (all == null) {
      all = new SegmentErrors(redactor);
      errors = all;
    }
    all.add(error);
  }
}
