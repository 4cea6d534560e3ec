/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which samples a question asks for, as conditions and columns in SQL. Samples of one service only:
 * its name is the parameter {@code $1}.
 *
 * @param events which events, by their columns
 * @param series which series, by columns of these names, and {@code key}
 * @param key of an event: the key, or several rows of keys
 * @param text of an event: the value under that key, or as many rows of values
 * @param pointers that {@link SampleSql#NAMED} gives the values of, each behind a comma
 */
public record WantedNumbers(
    String events, String series, String key, String text, String pointers) {
  /** What of a point of a metric is kept as series: what it measures. The rest says how. */
  private static final List<String> METRIC_KEYS = List.of("value", "count", "sum", "min", "max");

  private static final String RUNTIME_EVENTS = "starts_with(fingerprint, 'rt-')";

  /** All that is kept as series: of points of metrics. */
  static final WantedNumbers METRICS = of("fingerprint = 'metric'", METRIC_KEYS);

  /** The same of all other events that measure, whatever their keys. */
  static final WantedNumbers RUNTIME =
      new WantedNumbers(
          RUNTIME_EVENTS,
          "true",
          "unnest(try(json_keys(attributes)))",
          "unnest(try(attributes ->> '$.*'))",
          "");

  /** Those of some keys that need no escapes in SQL or a JSON pointer, of some events. */
  public static WantedNumbers of(String where, List<String> keys) {
    String names = quoted("", keys);
    return new WantedNumbers(
        where,
        where + " AND key IN (" + names + ")",
        "unnest([" + names + "])",
        SampleSql.NAMED,
        ", " + quoted("/", keys));
  }

  /**
   * Those of one key.
   *
   * @param key in SQL
   * @param pointer to it, in SQL
   */
  public static WantedNumbers of(String events, String series, String key, String pointer) {
    return new WantedNumbers(events, series, key, SampleSql.NAMED, ", " + pointer);
  }

  /** The condition for events of which numbers under a key are kept as series. */
  public static String measuring(String key) {
    return METRIC_KEYS.contains(key)
        ? "(fingerprint = 'metric' OR " + RUNTIME_EVENTS + ")"
        : RUNTIME_EVENTS;
  }

  /** The same of events of one fingerprint: of all, or of none. */
  public static boolean measures(String fingerprint, String key) {
    return fingerprint.startsWith("rt-")
        || (fingerprint.equals("metric") && METRIC_KEYS.contains(key));
  }

  private static String quoted(String before, List<String> texts) {
    return texts.stream().map(text -> "'" + before + text + "'").collect(Collectors.joining(", "));
  }
}
