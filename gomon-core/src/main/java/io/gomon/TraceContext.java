/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

/**
 * What all events of a trace in this process share, made once for each root. Immutable.
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

  TraceContext(
      Gomon gomon, long high, long low, int flags, String otherState, long epochOffsetNanos) {
    this.gomon = gomon;
    this.high = high;
    this.low = low;
    this.flags = flags;
    this.otherState = otherState;
    this.epochOffsetNanos = epochOffsetNanos;
  }
}
