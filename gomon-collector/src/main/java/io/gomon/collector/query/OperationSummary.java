/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

/** The finished events of one operation of a service. */
public record OperationSummary(
    String operation,
    String fingerprint,
    long count,
    long errors,
    long totalNanos,
    Percentiles percentiles,
    long maxNanos) {}
