/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import io.gomon.collector.rollup.Buckets;

/** The same cutting as {@link Buckets}, done by the engine: a test compares them. */
final class BucketSql {
  private BucketSql() {}

  /**
   * A table in brackets: the wanted columns, and {@code bucket}.
   *
   * @param columns of the table, separated by commas; {@code s} and {@code v} are taken
   * @param number what is cut into buckets
   * @param table a table with what follows it, such as conditions
   */
  static String bucketed(String columns, String number, String table) {
    String value = "least(greatest(" + number + ", 0), " + Buckets.MAX_VALUE + ")";
    // A logarithm that is rounded up to the next power leads to the same bucket all the same: the
    // last one of an octave has the number that would be the first one's predecessor in the next.
    String shift = "greatest(floor(log2(greatest(v, 1)))::INTEGER - 6, 0)";
    return ("(SELECT *, s * " + Buckets.STEPS_PER_OCTAVE + " + (v >> s) AS bucket")
        + (" FROM (SELECT *, " + shift + " AS s FROM (SELECT ")
        + (columns + ", " + value + " AS v FROM " + table + ")))");
  }
}
