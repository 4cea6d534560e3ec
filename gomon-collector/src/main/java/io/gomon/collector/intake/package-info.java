/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * From a received body to an acknowledged batch: decoded, known or new, and in the write-ahead log.
 * Imports ingest, wal and the store's event; knows nothing of HTTP. Threads: request threads bring
 * batches, the log's writer thread tells what became of them.
 */
@NullMarked
package io.gomon.collector.intake;

import org.jspecify.annotations.NullMarked;
