/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * Which traces are looked for: those with at least one event that meets all conditions at once.
 *
 * @param service the event's service; null for any
 * @param operation the event's operation; null for any
 * @param failedOnly only failed events
 * @param minNanos only events that took at least so long; 0 for any, open ones among them
 * @param limit how many traces at most, newest first
 */
public record TraceFilter(
    TimeRange range,
    @Nullable String service,
    @Nullable String operation,
    boolean failedOnly,
    long minNanos,
    int limit) {}
