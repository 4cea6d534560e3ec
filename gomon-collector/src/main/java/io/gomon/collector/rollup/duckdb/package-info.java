/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Cells in the day files of the DuckDB store: how events become cells, and which cells and events
 * together are those of a time range. Imports the rollup, store and log packages and the DuckDB
 * driver. Threads: one of its own rolls up; those that ask read over connections of their own.
 */
@NullMarked
package io.gomon.collector.rollup.duckdb;

import org.jspecify.annotations.NullMarked;
