/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import org.jspecify.annotations.Nullable;

/**
 * Where an event hangs: its trace, its parent's id, and what is above that. One object for all
 * children of a parent, so that an event has one reference for it instead of 20 bytes.
 *
 * <p>Immutable, but for what the dispatching thread notes when the parent has come there.
 */
final class Lineage {
  /**
   * Of the children of an event that had none when it was dispatched; and above what is too far
   * from its root. Nothing is known.
   */
  static final Lineage NONE = new Lineage();

  /** Further up nobody looks; events that follow one another for ever must not hold all before. */
  private static final int MAX_LEVELS = 16;

  final TraceContext trace;
  final long parentHigh;
  final long parentLow;

  /**
   * Where the parent hangs. Null when the parent is the application event, or an event of another
   * process.
   */
  final @Nullable Lineage above;

  /** The parent's fingerprint, until it is decided whether the parent is folded. */
  @Nullable String openParent;

  /** Of a root. */
  Lineage(TraceContext trace, long parentHigh, long parentLow) {
    this(trace, parentHigh, parentLow, null, null);
  }

  Lineage(
      TraceContext trace,
      long parentHigh,
      long parentLow,
      @Nullable Lineage above,
      @Nullable String openParent) {
    this.trace = trace;
    this.parentHigh = parentHigh;
    this.parentLow = parentLow;
    this.above = above;
    this.openParent = openParent;
  }

  @SuppressWarnings("NullAway") // a mark, of which nothing is read
  private Lineage() {
    this(null, 0, 0, null, null);
  }

  boolean isOfRoot() {
    return above == null;
  }

  boolean isParentRoot() {
    return above != null && above != NONE && above.isOfRoot();
  }

  /** This one, for those below it to refer to. */
  Lineage asAbove() {
    int levels = 0;
    for (Lineage next = above; next != null; next = next.above) {
      levels++;
    }
    return levels < MAX_LEVELS ? this : NONE;
  }
}
