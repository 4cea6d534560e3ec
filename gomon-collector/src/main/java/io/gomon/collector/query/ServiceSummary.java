/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * One service in a time range.
 *
 * @param requests finished events that the service answers: {@code http-servlet} and {@code
 *     otel-server}
 * @param errors those of them that failed
 * @param ratePerSecond requests divided by the length of the range
 * @param percentiles of the requests; null when there was none
 * @param lastSeenMillis when its newest event of any kind in the range ended, or started if it is
 *     still open
 */
public record ServiceSummary(
    String service,
    long requests,
    long errors,
    double ratePerSecond,
    @Nullable Percentiles percentiles,
    long lastSeenMillis) {}
