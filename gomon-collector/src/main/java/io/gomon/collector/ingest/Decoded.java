/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;

/** The events of a body, and what is to be answered. The list is not changed any more. */
public record Decoded(List<CollectedEvent> events, Verdict verdict) {

  /** All that was in the body. */
  public static Decoded all(List<CollectedEvent> events) {
    return new Decoded(events, Verdict.accepted(events.size()));
  }
}
