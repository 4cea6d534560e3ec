/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;
import java.util.Map;

/**
 * The events of a body, what is to be answered, and how many items were rejected why. Neither list
 * nor map is changed any more.
 *
 * @param memoryBytes about how much memory the events take
 */
public record Decoded(
    List<CollectedEvent> events,
    long memoryBytes,
    Verdict verdict,
    Map<Rejection, Integer> rejected) {}
