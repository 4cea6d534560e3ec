/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import org.jspecify.annotations.Nullable;

/** What docs/EVENTS.md section 3 says of names and kinds. */
final class OtlpNames {
  static final int KIND_INTERNAL = 1;
  static final int KIND_SERVER = 2;
  static final int KIND_CLIENT = 3;

  private OtlpNames() {}

  static int kind(String fingerprint) {
    if (fingerprint.equals("http-servlet")) {
      return KIND_SERVER;
    }
    boolean runsSql =
        fingerprint.startsWith("sql-")
            && (fingerprint.endsWith("-query") || fingerprint.endsWith("-exec"));
    return runsSql || fingerprint.equals("http-roundtripper") ? KIND_CLIENT : KIND_INTERNAL;
  }

  static String attribute(String fingerprint, String key) {
    return switch (fingerprint) {
      case "http-servlet" ->
          switch (key) {
            case "method" -> "http.request.method";
            case "route" -> "http.route";
            case "response_code" -> "http.response.status_code";
            default -> key;
          };
      case "http-roundtripper" ->
          switch (key) {
            case "method" -> "http.request.method";
            case "resp-status" -> "http.response.status_code";
            default -> key;
          };
      case "sql-wconn-query",
          "sql-wconn-exec",
          "sql-wstmt-query",
          "sql-wstmt-exec",
          "conn-prepare" ->
          key.equals("query") ? "db.query.text" : key;
      default -> key;
    };
  }

  /** The key that is sent under this name, which another key may have by itself; null: none is. */
  static @Nullable String renamedTo(String name, String fingerprint) {
    String key =
        switch (name) {
          case "http.request.method" -> "method";
          case "http.route" -> "route";
          case "http.response.status_code" ->
              fingerprint.equals("http-servlet") ? "response_code" : "resp-status";
          case "db.query.text" -> "query";
          default -> null;
        };
    return key != null && attribute(fingerprint, key).equals(name) ? key : null;
  }

  /**
   * Whether this key does not become an attribute of the span: because the resource says it, or
   * because it would pretend to be one of the attributes that the exporter itself sets.
   */
  static boolean isLeftOut(boolean application, String key) {
    if (application && (key.equals("application") || key.equals("host") || key.equals("pid"))) {
      return true;
    }
    return switch (key) {
      case "gomon.id", "gomon.parent", "gomon.fp", "gomon.open", "gomon.truncated" -> true;
      default -> false;
    };
  }
}
