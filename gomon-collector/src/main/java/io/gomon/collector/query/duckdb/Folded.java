/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

/**
 * Lets a question count a {@code folded} event as the events it stands for (docs/EVENTS.md). What
 * it says of them is taken from its attributes when asked: there are few of them, and the files
 * need no columns that are empty on all others.
 */
final class Folded {
  /**
   * The finished events with {@code events}, {@code errors}, {@code total_nanos} and {@code
   * longest_nanos}. A folded one has the fingerprint of those it stands for, and their median as
   * {@code lapsed_nanos}, so that it has a share in percentiles, though that of one event only.
   */
  static final String COUNTED =
      "(SELECT service, operation, fingerprint, start_nanos, lapsed_nanos, 1::BIGINT AS events,"
          + " failed::BIGINT AS errors, lapsed_nanos AS total_nanos, lapsed_nanos AS longest_nanos"
          + " FROM :finished WHERE fingerprint <> 'folded'"
          + " UNION ALL SELECT service, operation,"
          + " coalesce(attributes ->> '$.of', fingerprint), start_nanos,"
          + (number("p50") + ", " + number("count") + ", " + number("errors") + ", ")
          + (number("total") + ", " + number("max"))
          + " FROM :finished WHERE fingerprint = 'folded')";

  static final String EVENTS = sum("events");
  static final String ERRORS = sum("errors");

  private Folded() {}

  /** Anybody may send such an event: what is no number, or a negative one, is 0. */
  private static String number(String key) {
    return "greatest(coalesce(try_cast(attributes ->> '$." + key + "' AS BIGINT), 0), 0)";
  }

  /** A hostile count must not overflow. */
  private static String sum(String column) {
    return "least(sum(" + column + "), 9223372036854775807)::BIGINT";
  }
}
