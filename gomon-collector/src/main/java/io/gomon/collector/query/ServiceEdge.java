/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * The requests that one service answered for another.
 *
 * @param caller null: requests whose caller sent no event that is stored
 */
public record ServiceEdge(
    @Nullable String caller,
    String callee,
    long count,
    long errors,
    long totalNanos,
    long maxNanos,
    Percentiles percentiles) {}
