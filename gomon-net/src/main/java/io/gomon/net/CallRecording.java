/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net;

import io.gomon.EventTracker;
import io.gomon.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One outgoing call while it is recorded. Any thread; never throws. Whoever ends it first decides
 * what it tells; later ends do nothing.
 */
public final class CallRecording {
  private final ClientPolicy policy;
  private final EventTracker tracker;
  private final AtomicBoolean finished = new AtomicBoolean();

  CallRecording(ClientPolicy policy, EventTracker tracker) {
    this.policy = policy;
    this.tracker = tracker;
  }

  /** The event of the call. */
  public EventTracker tracker() {
    return tracker;
  }

  /** Makes the event current on this thread. */
  public Scope makeCurrent() {
    return tracker.makeCurrent();
  }

  /** Notes that part of the event is missing because GoMon itself failed. */
  public void noteUnrecorded(Throwable cause) {
    ClientPolicy.noteUnrecorded(tracker, cause);
  }

  /** Ends the event with an answer, whatever its status. */
  public void finish(ReceivedResponse response) {
    if (finished.compareAndSet(false, true)) {
      policy.describe(tracker, response);
      tracker.finish();
    }
  }

  /** Ends the event without an answer. */
  public void fail(@Nullable Throwable error) {
    if (finished.compareAndSet(false, true)) {
      tracker.addError(error);
      tracker.finish();
    }
  }
}
