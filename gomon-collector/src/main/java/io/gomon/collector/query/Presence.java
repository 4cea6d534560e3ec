/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.List;

/**
 * What happens during the executions of an operation.
 *
 * @param executions how many were looked at
 * @param events what was found below them, the most frequent first
 */
public record Presence(long executions, List<Event> events) {
  public Presence {
    events = List.copyOf(events);
  }

  /**
   * One kind of event.
   *
   * @param executions how many executions had at least one in their trace
   * @param count how many there were
   */
  public record Event(
      String service, String fingerprint, String operation, long executions, long count) {}
}
