/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.util.List;

/**
 * What became of the events of one {@link ApplyGroup}; the numbers add up to how many it had.
 *
 * @param stored events stored, among them announcements that a later event replaced
 * @param duplicates events that were there already
 * @param expired events refused because their day is past retention
 * @param future events refused because they start more than a day from now
 * @param written the events that the day files hold since now, by day: each event once, in its
 *     finished form if there is one. Whoever counts finished events counts those of them that are
 *     not {@link CollectedEvent#isOpen() open}, and none twice: a replay does not bring them again
 */
public record Applied(
    long stored, long duplicates, long expired, long future, List<CollectedEvent> written) {
  /** Of a group that had been applied before. */
  public static final Applied NOTHING = new Applied(0, 0, 0, 0, List.of());
}
