/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.UUID;

/**
 * Encoded events of one run that travel together: under one id, however often they are sent.
 * Immutable.
 *
 * @param number counts the batches of an exporter, from 1
 * @param queuedBytes what its events take in the account of pending bytes
 * @param body the request's body, not compressed
 */
@SuppressWarnings("ArrayRecordComponent") // batches are never compared by content
record Batch(long number, UUID id, Run run, int events, long queuedBytes, byte[] body) {}
