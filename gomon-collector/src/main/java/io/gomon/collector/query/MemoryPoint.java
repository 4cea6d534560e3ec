/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * One measurement. A value that was not measured, or has no limit, is null.
 *
 * @param gcCount collections since the start of the run
 * @param gcPauseNanos their pauses together
 * @param threads alive now
 * @param cpuProcess share of all processors that the process used lately, 0 to 1
 * @param cpuSystem share of all processors that the machine, or container, used lately, 0 to 1
 */
public record MemoryPoint(
    long timeMillis,
    @Nullable Long heapUsedBytes,
    @Nullable Long heapCommittedBytes,
    @Nullable Long heapMaxBytes,
    @Nullable Long nonHeapUsedBytes,
    @Nullable Long gcCount,
    @Nullable Long gcPauseNanos,
    @Nullable Long threads,
    @Nullable Long classesLoaded,
    @Nullable Double cpuProcess,
    @Nullable Double cpuSystem) {}
