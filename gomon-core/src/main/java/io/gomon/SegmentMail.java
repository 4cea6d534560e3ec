/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import org.jspecify.annotations.Nullable;

/** What another thread wants done to an open run: to end it, or to note an error. Immutable. */
final class SegmentMail {
  private static final int MAX_WAITING = 1_024;

  /** The tree is over. */
  static final SegmentMail CLOSED = new SegmentMail(Segment.NONE, 0, 0, null, null);

  final Segment run;
  final long generation;
  final long endNanos;
  final @Nullable Throwable error;
  final @Nullable SegmentMail next;
  private final int waiting;

  SegmentMail(
      Segment run,
      long generation,
      long endNanos,
      @Nullable Throwable error,
      @Nullable SegmentMail next) {
    this.run = run;
    this.generation = generation;
    this.endNanos = endNanos;
    this.error = error;
    this.next = next;
    this.waiting = next == null ? 1 : next.waiting + 1;
  }

  /** False for a tree that is over, and when the owner has not looked for long. */
  boolean hasRoom() {
    return this != CLOSED && waiting < MAX_WAITING;
  }

  /** The first that came in front. */
  static @Nullable SegmentMail inOrder(@Nullable SegmentMail last) {
    SegmentMail ordered = null;
    for (SegmentMail item = last; item != null; item = item.next) {
      ordered = new SegmentMail(item.run, item.generation, item.endNanos, item.error, ordered);
    }
    return ordered;
  }
}
