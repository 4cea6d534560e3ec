/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

/** One run of a process, as its events name it. */
record AppId(long high, long low) {}
