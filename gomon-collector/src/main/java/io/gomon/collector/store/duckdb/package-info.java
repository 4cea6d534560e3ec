/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The store on DuckDB: one database file a day, all attached to one engine in memory. Imports the
 * store package and the DuckDB driver. Threads: one applier writes, a timer enforces retention,
 * HTTP threads read over connections of their own.
 */
@NullMarked
package io.gomon.collector.store.duckdb;

import org.jspecify.annotations.NullMarked;
