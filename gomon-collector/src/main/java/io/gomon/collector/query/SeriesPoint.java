/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * The requests that started in one step of a series.
 *
 * @param timeMillis start of the step, a multiple of the step's length
 * @param percentiles null when there was no request
 */
public record SeriesPoint(
    long timeMillis, long requests, long errors, @Nullable Percentiles percentiles) {}
