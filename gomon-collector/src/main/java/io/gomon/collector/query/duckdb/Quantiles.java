/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.Percentiles;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How percentiles are computed: all three by one aggregate, a list of three values. */
enum Quantiles {
  /** Values that occurred; keeps all of them in memory, 8 bytes each. */
  EXACT("quantile_disc"),

  /** A t-digest, of constant size: off by less than 0.1 % of the value in RATIONALE.md's table. */
  APPROXIMATE("approx_quantile");

  private final String function;

  Quantiles(String function) {
    this.function = function;
  }

  String p50p95p99() {
    return function + "(lapsed_nanos, [0.5, 0.95, 0.99])";
  }

  String p95() {
    return function + "(lapsed_nanos, 0.95)";
  }

  /** Reads three columns; null when there was no value. */
  static @Nullable Percentiles read(ResultSet row, int firstColumn) throws SQLException {
    long p50 = row.getLong(firstColumn);
    if (row.wasNull()) {
      return null;
    }
    return new Percentiles(p50, row.getLong(firstColumn + 1), row.getLong(firstColumn + 2));
  }
}
