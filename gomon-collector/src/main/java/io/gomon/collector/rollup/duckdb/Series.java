/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/**
 * What the numbers of one series have in common.
 *
 * @param app the run, as the table {@code events} has it
 * @param unit of a metric, else empty
 * @param delta whether each number is a difference to the one before
 * @param labels of a metric as JSON, else empty
 * @param key under which the number is among the attributes
 */
record Series(
    String app,
    String service,
    String fingerprint,
    String operation,
    String unit,
    boolean delta,
    String labels,
    String key) {
  /** In the order in which {@link #read} reads them. */
  static final String COLUMNS = "app, service, fingerprint, operation, unit, delta, labels, key";

  /** Reads eight columns. */
  static Series read(ResultSet row, int firstColumn) throws SQLException {
    return new Series(
        row.getString(firstColumn),
        row.getString(firstColumn + 1),
        row.getString(firstColumn + 2),
        row.getString(firstColumn + 3),
        row.getString(firstColumn + 4),
        row.getBoolean(firstColumn + 5),
        row.getString(firstColumn + 6),
        row.getString(firstColumn + 7));
  }

  int chars() {
    return app.length()
        + service.length()
        + fingerprint.length()
        + operation.length()
        + unit.length()
        + labels.length()
        + key.length();
  }

  void append(DuckDBAppender row, int number) throws SQLException {
    row.beginRow();
    row.append(number).append(app).append(service).append(fingerprint).append(operation);
    row.append(unit).append(delta).append(labels).append(key);
    row.endRow();
  }
}
