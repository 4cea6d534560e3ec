/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

/**
 * How much is batched and kept.
 *
 * @param flushIntervalNanos how long an event waits for its batch to fill
 */
record Limits(
    int maxBatchEvents,
    int maxBatchBytes,
    long flushIntervalNanos,
    int maxQueuedEvents,
    long maxQueuedBytes) {}
