/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What leaves a collector as a whole and comes back: exports, imports, backups. Imports the store,
 * JSON as text from the ingest package, the DuckDB driver for Parquet, and the JDK's HTTP client.
 * Threads: one of its own for each export and backup, and the main thread of a command.
 */
@NullMarked
package io.gomon.collector.archive;

import org.jspecify.annotations.NullMarked;
