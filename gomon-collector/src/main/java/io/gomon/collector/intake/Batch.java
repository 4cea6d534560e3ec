/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Packing;

/**
 * One request's worth of telemetry, as it came.
 *
 * @param packing how the body is compressed
 * @param batchId the name the sender gave it, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // the body is the point, and batches are never compared
public record Batch(
    IngestAdapter adapter, Packing packing, String batchId, Origin origin, byte[] body) {}
