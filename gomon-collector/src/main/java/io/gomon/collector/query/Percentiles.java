/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

/** The elapsed nanoseconds that 50, 95 and 99 of 100 events did not exceed. */
public record Percentiles(long p50Nanos, long p95Nanos, long p99Nanos) {}
