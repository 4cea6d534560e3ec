/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The questions as SQL for the DuckDB store: all answers come from the stored events themselves.
 * Imports the query and store packages and Jackson's streaming parser. Threads: any; each question
 * has a connection of its own.
 */
@NullMarked
package io.gomon.collector.query.duckdb;

import org.jspecify.annotations.NullMarked;
