/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.sql.SQLException;

/** A question to the days of a time range: runs its statements and makes the answer of them. */
@FunctionalInterface
public interface DayReading<T> {
  T read(DaySession session) throws SQLException;
}
