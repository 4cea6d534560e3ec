/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import tools.jackson.core.io.JsonStringEncoder;

/**
 * Looks into the attributes, a JSON text, by SQL. A damaged text has no value and fails nothing.
 */
final class JsonColumn {
  private JsonColumn() {}

  /** The JSON pointer of a key on the first level, for {@link #VALUE}. */
  static String pointer(String key) {
    return "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /**
   * The value that a pointer leads to, as a text, null if there is none. Two question marks: the
   * key as {@link #written} in JSON, and its pointer. The first saves most texts from being parsed.
   */
  static final String VALUE =
      "CASE WHEN contains(attributes, ?) THEN try(json_extract_string(attributes, ?)) END";

  /** A text as it stands between the quotes of JSON that our ingest wrote. */
  static String written(String text) {
    StringBuilder json = new StringBuilder(text.length());
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.toString();
  }
}
