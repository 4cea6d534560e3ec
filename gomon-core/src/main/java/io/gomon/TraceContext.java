/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What all events of a trace in this process share, made once for each root. Immutable, but for the
 * root's being finished, and what plug-ins keep here until then.
 *
 * <p>{@code epochOffsetNanos} turns the monotonic clock into wall time. It is fixed for the trace,
 * so that the start of an event never changes between its two sendings, and no two events of a
 * trace disagree.
 */
final class TraceContext {
  private static final AtomicReferenceFieldUpdater<TraceContext, Object> STATES =
      AtomicReferenceFieldUpdater.newUpdater(TraceContext.class, Object.class, "states");

  final Gomon gomon;
  final long high;
  final long low;
  final int flags;
  final long epochOffsetNanos;

  /**
   * The low half of the root's id; 0 when it is finished, or when there is none. Written by the
   * thread that makes the root and by the one that finishes it; others may see it late.
   */
  private long rootIdLow;

  /**
   * What came in the {@code tracestate} header, a String; or, once a plug-in keeps something here,
   * a {@link TraceState}, of a chain that ends with the String: so it costs no field. Changed by
   * CAS.
   */
  private volatile Object states;

  TraceContext(
      Gomon gomon, long high, long low, int flags, String otherState, long epochOffsetNanos) {
    this.gomon = gomon;
    this.high = high;
    this.low = low;
    this.flags = flags;
    this.states = otherState;
    this.epochOffsetNanos = epochOffsetNanos;
  }

  String otherState() {
    Object last = states;
    while (last instanceof TraceState state) {
      last = state.next;
    }
    return (String) last;
  }

  /** What is kept for this trace; a String at the end of the chain. */
  Object states() {
    return states;
  }

  boolean keep(TraceState state, Object former) {
    state.next = former;
    return STATES.compareAndSet(this, former, state);
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

  /** The root is finished, but for its hand-over. */
  void finishRoot(RecordingTracker root) {
    rootIdLow = 0;
    if (states instanceof TraceState first) {
      states = otherState();
      TraceState.tell(first, root);
    }
  }
}
