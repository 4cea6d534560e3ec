/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;

/**
 * One whole trace.
 *
 * @param events by start
 * @param truncated whether the trace has more events than an answer may hold
 */
public record TraceEvents(List<CollectedEvent> events, boolean truncated) {
  public TraceEvents {
    events = List.copyOf(events);
  }
}
