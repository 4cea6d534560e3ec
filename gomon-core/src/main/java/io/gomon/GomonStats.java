/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.List;

/**
 * What became of all events, in numbers: {@code made == dispatched + folded + pending +
 * droppedQueueFull + droppedStopped}. An event that is announced and finished counts twice, as it
 * is handed over twice.
 *
 * @param made events handed over since the start
 * @param pending events in the queue now, or held back since they may be folded
 * @param dispatched events given to all listeners, those that stand for folded ones included
 * @param folded events that listeners see as part of a {@code folded} event only
 * @param droppedQueueFull events lost because the queue was full
 * @param droppedStopped events handed over after the stop, or left in the queue at its deadline
 * @param scopeMisuses scopes closed out of order or on another thread
 * @param scopeLeaks scopes that nobody closed, and that GoMon ended: with the scope around them, or
 *     the task in which they were opened, or when their root event had finished
 * @param listeners one account for each listener
 */
public record GomonStats(
    long made,
    long pending,
    long dispatched,
    long folded,
    long droppedQueueFull,
    long droppedStopped,
    long scopeMisuses,
    long scopeLeaks,
    List<ListenerStats> listeners) {

  /**
   * What became of the events that one listener was to get: all that were dispatched since it was
   * added, the application event included, are in exactly one of these.
   *
   * @param delivered {@code feed} returned
   * @param filtered its filter said no
   * @param failed {@code feed} or the filter threw
   * @param dropped lost because the listener was too slow and its queue was full, or because it was
   *     stopped before its turn came
   * @param pending in its queue now
   */
  public record ListenerStats(
      String listener, long delivered, long filtered, long failed, long dropped, long pending) {}

  /** All events lost before any listener could see them. */
  public long dropped() {
    return droppedQueueFull + droppedStopped;
  }
}
