/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * From the write-ahead log into the store, in order, without ever losing the place. Imports wal,
 * ingest and the store's contract. Threads: one applier; the log's writer thread hands it what was
 * acknowledged; any thread asks how far it is.
 */
@NullMarked
package io.gomon.collector.applier;

import org.jspecify.annotations.NullMarked;
