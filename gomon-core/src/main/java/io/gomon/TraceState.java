/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.QuietLog;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a plug-in keeps for one trace in this process: counters, say. It lives as long as the trace,
 * is told when the root ends, and is forgotten then; if the root never ends, it goes with the last
 * event of the trace that anybody holds.
 *
 * <p>One object of a class for each trace. Several threads may use it at once: those that record
 * events of the trace.
 */
public abstract class TraceState {
  /** Another one, or what came in the header: see {@link TraceContext}. Written before sharing. */
  Object next = "";

  /**
   * The root has ended: its elapsed time is set, and it is about to be handed over; events made now
   * as its children go before it. Called once, on the thread that finishes the root, which waits:
   * be short. What it throws is logged.
   */
  protected abstract void rootEnded(EventTracker root);

  /**
   * The state of the trace that an event belongs to, made when there is none; null when nothing is
   * recorded, or when the root has ended. A race makes one in vain.
   */
  public static <T extends TraceState> @Nullable T of(
      EventTracker event, Class<T> type, Supplier<T> factory) {
    if (!(event instanceof RecordingTracker tracker)) {
      return null;
    }
    TraceContext trace = tracker.lineage.trace;
    while (!trace.isRootFinished()) {
      Object first = trace.states();
      for (Object each = first; each instanceof TraceState state; each = state.next) {
        if (each.getClass() == type) {
          return type.cast(each);
        }
      }
      T made = factory.get();
      if (trace.keep(made, first)) {
        return made;
      }
    }
    return null;
  }

  static void tell(TraceState first, EventTracker root) {
    for (Object each = first; each instanceof TraceState state; each = state.next) {
      try {
        state.rootEnded(root);
      } catch (Throwable t) {
        // A plug-in's own fault must not reach the application, which only ends its event.
        QuietLog.warnOnce(
            "trace state " + state.getClass(), state.getClass() + " failed at a root's end.", t);
      }
    }
  }
}
