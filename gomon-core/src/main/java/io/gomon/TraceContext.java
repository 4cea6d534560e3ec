/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

/**
 * What all events of a trace in this process share, made once for each root. Immutable, but for the
 * root's being finished.
 *
 * <p>{@code epochOffsetNanos} turns the monotonic clock into wall time. It is fixed for the trace,
 * so that the start of an event never changes between its two sendings, and no two events of a
 * trace disagree.
 */
final class TraceContext {
  final Gomon gomon;
  final long high;
  final long low;
  final int flags;
  final String otherState;
  final long epochOffsetNanos;

  /**
   * The low half of the root's id; 0 when it is finished, or when there is none. Written by the
   * thread that makes the root and by the one that finishes it; others may see it late.
   */
  private long rootIdLow;

  TraceContext(
      Gomon gomon, long high, long low, int flags, String otherState, long epochOffsetNanos) {
    this.gomon = gomon;
    this.high = high;
    this.low = low;
    this.flags = flags;
    this.otherState = otherState;
    this.epochOffsetNanos = epochOffsetNanos;
  }

  /** Says which event is the root. */
  TraceContext withRoot(long idLow) {
    rootIdLow = idLow;
    return this;
  }

  /** Whether the event is the root. */
  boolean isRoot(long idLow) {
    return rootIdLow == idLow;
  }

  boolean isRootFinished() {
    return rootIdLow == 0;
  }

  void finishRoot() {
    rootIdLow = 0;
  }
}
