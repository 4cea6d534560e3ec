/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet;

import io.gomon.EventTracker;
import io.gomon.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request while it is recorded: kept with the request from its first dispatch to its end, which
 * may come on another thread. Any thread, one at a time but for {@link #finish}; never throws.
 */
public final class RequestRecording {
  private final RequestPolicy policy;
  private final EventTracker tracker;
  private final AtomicBoolean finished = new AtomicBoolean();

  /** Written by the dispatching thread, read by the completing one; the last value will do. */
  private volatile @Nullable String route;

  private volatile boolean routeIsFinal;

  RequestRecording(RequestPolicy policy, EventTracker tracker) {
    this.policy = policy;
    this.tracker = tracker;
  }

  /** The event of the request. */
  public EventTracker tracker() {
    return tracker;
  }

  /** Makes the event current on this thread. */
  public Scope makeCurrent() {
    return tracker.makeCurrent();
  }

  /** Whether the event has ended. */
  public boolean isFinished() {
    return finished.get();
  }

  /** The route as the container knows it: kept unless a framework names a better one. */
  public void containerRoute(@Nullable String template) {
    if (!routeIsFinal) {
      route = template;
    }
  }

  /**
   * The route as a framework knows it. The first one stays, since an error page that is forwarded
   * to later has a route of its own.
   */
  public void frameworkRoute(@Nullable String template) {
    if (template != null && !routeIsFinal) {
      routeIsFinal = true;
      route = template;
    }
  }

  /** Notes what the application threw. */
  public void addError(@Nullable Throwable error) {
    tracker.addError(error);
  }

  /** Notes that the request ran into its asynchronous timeout. */
  public void timedOut() {
    tracker.set("timed-out", true);
  }

  /** Notes that part of the event is missing because GoMon itself failed. */
  public void noteUnrecorded(Throwable cause) {
    RequestPolicy.noteUnrecorded(tracker, cause);
  }

  /** Ends the event with this answer; the first call counts. */
  public void finish(ServedResponse response) {
    if (finished.compareAndSet(false, true)) {
      tracker.set("route", route);
      policy.describe(tracker, response);
      tracker.finish();
    }
  }
}
