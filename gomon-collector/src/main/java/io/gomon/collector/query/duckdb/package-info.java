/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The questions as SQL for the DuckDB store: answers come from cells where there are any, and from
 * the events. Imports the query, rollup and store packages and Jackson's streaming parser. Threads:
 * any; each question has a connection of its own.
 */
@NullMarked
package io.gomon.collector.query.duckdb;

import org.jspecify.annotations.NullMarked;
