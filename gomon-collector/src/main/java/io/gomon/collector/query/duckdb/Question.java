/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.store.duckdb.DaySession;
import java.sql.SQLException;

/** A question as SQL. It may be run a second time with other quantiles. */
@FunctionalInterface
interface Question<T> {
  T ask(DaySession session, Quantiles quantiles) throws SQLException;
}
