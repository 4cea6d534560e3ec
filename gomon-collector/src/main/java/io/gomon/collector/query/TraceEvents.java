/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;

/**
 * One whole trace.
 *
 * @param events by start
 * @param applications what the processes say of themselves that made them, as far as it is stored
 * @param truncated whether the trace has more events than an answer may hold
 */
public record TraceEvents(
    List<CollectedEvent> events, List<CollectedEvent> applications, boolean truncated) {
  public TraceEvents {
    events = List.copyOf(events);
    applications = List.copyOf(applications);
  }
}
