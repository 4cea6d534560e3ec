/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.util.List;

/**
 * The events of one record of the write-ahead log. The list is not changed any more.
 *
 * @param position where the record ends in the log
 * @param memoryBytes about how much memory the events take
 */
public record LoggedBatch(
    long position, Project project, List<CollectedEvent> events, long memoryBytes) {

  /** Counts the memory. */
  public LoggedBatch(long position, Project project, List<CollectedEvent> events) {
    this(position, project, events, events.stream().mapToLong(CollectedEvent::memoryBytes).sum());
  }
}
