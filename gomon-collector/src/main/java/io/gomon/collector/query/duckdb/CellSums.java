/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.Percentiles;
import io.gomon.collector.rollup.Buckets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What cells of one key add up to. Percentiles are the middles of buckets, off by at most {@link
 * Buckets#MAX_RELATIVE_ERROR}, and never more than the maximum.
 */
record CellSums(
    long events, long errors, long totalNanos, long maxNanos, @Nullable Percentiles percentiles) {
  private static final String MAX = "9223372036854775807";

  /**
   * A statement whose rows have the keys and behind them what {@link #read} reads.
   *
   * @param keys columns of the table, separated by commas
   * @param cells a table of {@link io.gomon.collector.rollup.duckdb.Cells} with conditions
   */
  static String select(String keys, String cells) {
    return ("SELECT " + keys + ", least(sum(events), " + MAX + ")::BIGINT AS events,")
        + (" least(sum(errors), " + MAX + ")::BIGINT AS errors,")
        + (" least(sum(total), " + MAX + ")::BIGINT AS total, max(longest) AS longest, ")
        + (quantile("0.5") + ", " + quantile("0.95") + ", " + quantile("0.99"))
        + (" FROM (SELECT *, sum(n) OVER (PARTITION BY " + keys + " ORDER BY bucket) AS up_to,")
        + (" sum(n) OVER (PARTITION BY " + keys + ") AS of FROM (SELECT " + keys + ", bucket,")
        + " sum(n) AS n, sum(events) AS events, sum(errors) AS errors, max(longest) AS longest,"
        + (" sum(rest::HUGEINT + longest) AS total FROM " + cells + " GROUP BY " + keys)
        + (", bucket)) GROUP BY " + keys);
  }

  /** The bucket that holds the value which a share of all values does not exceed. */
  private static String quantile(String share) {
    return "min(bucket) FILTER (WHERE up_to >= ceil(of * " + share + "))";
  }

  /** Reads seven columns. */
  static CellSums read(ResultSet row, int firstColumn) throws SQLException {
    long maxNanos = row.getLong(firstColumn + 3);
    int p50 = row.getInt(firstColumn + 4);
    Percentiles percentiles =
        row.wasNull()
            ? null
            : new Percentiles(
                middle(p50, maxNanos),
                middle(row.getInt(firstColumn + 5), maxNanos),
                middle(row.getInt(firstColumn + 6), maxNanos));
    return new CellSums(
        row.getLong(firstColumn),
        row.getLong(firstColumn + 1),
        row.getLong(firstColumn + 2),
        maxNanos,
        percentiles);
  }

  private static long middle(int bucket, long maxNanos) {
    return Math.min(Buckets.middle(bucket), maxNanos);
  }
}
