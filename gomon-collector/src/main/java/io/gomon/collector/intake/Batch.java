/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.Wire;

/**
 * One request's worth of events, as it came.
 *
 * @param gzip whether the body is compressed
 * @param batchId the name the sender gave it, or empty
 * @param service the service the sender named outside of the body, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // the body is the point, and batches are never compared
public record Batch(Wire wire, boolean gzip, String batchId, String service, byte[] body) {}
