/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import io.gomon.collector.query.Percentiles;
import io.gomon.collector.rollup.Buckets;
import io.gomon.collector.rollup.Histogram;
import io.gomon.collector.store.duckdb.DaySession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

  /** Sees one key and its sums. */
  @FunctionalInterface
  interface Visitor {
    void visit(List<@Nullable Object> key, CellSums sums);
  }

  /**
   * Adds up cells, key by key, in the order of keys. The buckets of one key are in memory at a
   * time: here, where they cost a third of what the engine takes to plan and run the same.
   *
   * @param keys columns of the table
   * @param cells a table of {@link io.gomon.collector.rollup.duckdb.Cells} with conditions
   * @param values for its question marks
   */
  static void forEach(
      DaySession session, List<String> keys, String cells, List<?> values, Visitor visitor)
      throws SQLException {
    String names = String.join(", ", keys);
    String sql =
        ("SELECT " + names + ", bucket, " + capped("sum(n)") + ", " + capped("sum(events)"))
            + (", " + capped("sum(errors)") + ", max(longest), ")
            + (capped("sum(rest::HUGEINT + longest)") + " FROM " + cells)
            + (" GROUP BY " + names + ", bucket ORDER BY " + names + ", bucket");
    List<@Nullable Object> key = List.of();
    Sums sums = null;
    try (ResultSet row = session.query(sql, values.toArray())) {
      while (row.next()) {
        List<@Nullable Object> next = new ArrayList<>(keys.size());
        for (int i = 1; i <= keys.size(); i++) {
          next.add(row.getObject(i));
        }
        if (sums == null || !key.equals(next)) {
          if (sums != null) {
            visitor.visit(key, sums.finished());
          }
          key = next;
          sums = new Sums();
        }
        sums.add(row, keys.size() + 1);
      }
    }
    if (sums != null) {
      visitor.visit(key, sums.finished());
    }
  }

  private static String capped(String sum) {
    return "least(" + sum + ", " + MAX + ")::BIGINT";
  }

  /** Of one key, bucket by bucket. */
  private static final class Sums {
    private final Histogram histogram = new Histogram();
    private long events;
    private long errors;
    private long totalNanos;
    private long maxNanos;

    void add(ResultSet row, int firstColumn) throws SQLException {
      histogram.addToBucket(row.getInt(firstColumn), row.getLong(firstColumn + 1));
      events = Histogram.saturatedSum(events, row.getLong(firstColumn + 2));
      errors = Histogram.saturatedSum(errors, row.getLong(firstColumn + 3));
      maxNanos = Math.max(maxNanos, row.getLong(firstColumn + 4));
      totalNanos = Histogram.saturatedSum(totalNanos, row.getLong(firstColumn + 5));
    }

    CellSums finished() {
      Percentiles percentiles = new Percentiles(quantile(0.5), quantile(0.95), quantile(0.99));
      return new CellSums(events, errors, totalNanos, maxNanos, percentiles);
    }

    private long quantile(double share) {
      return Math.min(histogram.quantile(share), maxNanos);
    }
  }
}
