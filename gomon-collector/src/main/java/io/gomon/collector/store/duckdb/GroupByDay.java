/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.ApplyGroup;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.LoggedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The events of a group, by the day of their file, oldest first; and how many belong into none.
 *
 * @param byDay by days since 1970-01-01
 * @param expired events of days before the first that is kept
 * @param future events that start too far ahead
 */
record GroupByDay(SortedMap<Long, List<CollectedEvent>> byDay, long expired, long future) {

  static GroupByDay of(ApplyGroup group, long firstDay, long maxStartNanos) {
    SortedMap<Long, List<CollectedEvent>> byDay = new TreeMap<>();
    long expired = 0;
    long future = 0;
    for (LoggedBatch batch : group.batches()) {
      for (CollectedEvent event : batch.events()) {
        long epochDay = DayFile.epochDayOf(event.startNanos());
        if (epochDay < firstDay) {
          expired++;
        } else if (event.startNanos() > maxStartNanos) {
          future++;
        } else {
          byDay.computeIfAbsent(epochDay, day -> new ArrayList<>()).add(event);
        }
      }
    }
    return new GroupByDay(byDay, expired, future);
  }
}
