/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import io.gomon.collector.rollup.Histogram;

/** How long events took: count, errors, total and maximum are exact, the histogram is not. */
public record Latencies(
    long count, long errors, long totalNanos, long maxNanos, Histogram histogram) {}
