/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

/**
 * One entry as it stands in the log.
 *
 * @param position where the record ends: the log's bytes counted since its beginning, deleted ones
 *     included. Grows from record to record, always above 0.
 */
public record WalRecord(long position, WalEntry entry) {}
