/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.Percentiles;
import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.rollup.Histogram;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What cells of one key add up to. Percentiles are the middles of buckets, off by at most {@link
 * Buckets#MAX_RELATIVE_ERROR}, and never more than the maximum.
 *
 * @param percentiles null if there is nothing
 */
record CellSums(
    long events, long errors, long totalNanos, long maxNanos, @Nullable Percentiles percentiles) {
  static final CellSums NONE = new CellSums(0, 0, 0, 0, null);

  private static final String MAX = "9223372036854775807";

  /**
   * A statement whose rows have the keys and behind them what {@link #read} reads. The buckets of a
   * key are one text, of which percentiles are made here: windows take the engine longer to plan
   * and run, and a row for each bucket would have its names each time.
   *
   * @param keys columns of the table, separated by commas
   * @param cells a table of {@link io.gomon.collector.rollup.duckdb.Cells} with conditions
   */
  static String select(String keys, String cells) {
    return ("SELECT " + keys + ", " + capped("sum(events)") + " AS events, ")
        + (capped("sum(errors)") + " AS errors, " + capped("sum(total)") + " AS total,")
        + " max(longest) AS longest, string_agg(bucket || ' ' || n, ' ')"
        + (" FROM (SELECT " + keys + ", bucket, " + capped("sum(n)") + " AS n,")
        + " sum(events) AS events, sum(errors) AS errors, max(longest) AS longest,"
        + (" sum(rest::HUGEINT + longest) AS total FROM " + cells + " GROUP BY " + keys)
        + (", bucket) GROUP BY " + keys);
  }

  private static String capped(String sum) {
    return "least(" + sum + ", " + MAX + ")::BIGINT";
  }

  /** Reads five columns. */
  static CellSums read(ResultSet row, int firstColumn) throws SQLException {
    long maxNanos = row.getLong(firstColumn + 3);
    Histogram buckets = buckets(row.getString(firstColumn + 4));
    return new CellSums(
        row.getLong(firstColumn),
        row.getLong(firstColumn + 1),
        row.getLong(firstColumn + 2),
        maxNanos,
        new Percentiles(
            quantile(buckets, 0.5, maxNanos),
            quantile(buckets, 0.95, maxNanos),
            quantile(buckets, 0.99, maxNanos)));
  }

  private static long quantile(Histogram buckets, double share, long maxNanos) {
    return Math.min(buckets.quantile(share), maxNanos);
  }

  /** Of bucket and number by turns, in any order. */
  private static Histogram buckets(String text) {
    Histogram buckets = new Histogram();
    int begin = 0;
    while (begin < text.length()) {
      int between = text.indexOf(' ', begin);
      int end = text.indexOf(' ', between + 1);
      end = end < 0 ? text.length() : end;
      buckets.addToBucket(
          Integer.parseInt(text, begin, between, 10), Long.parseLong(text, between + 1, end, 10));
      begin = end + 1;
    }
    return buckets;
  }
}
