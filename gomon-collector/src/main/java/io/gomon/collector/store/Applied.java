/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

/**
 * What became of the events of one {@link ApplyGroup}; the sum is how many it had.
 *
 * @param stored events stored, among them announcements that a later event replaced
 * @param duplicates events that were there already
 * @param expired events refused because their day is past retention
 * @param future events refused because they start more than a day from now
 */
public record Applied(long stored, long duplicates, long expired, long future) {
  /** Of a group that had been applied before. */
  public static final Applied NOTHING = new Applied(0, 0, 0, 0);
}
