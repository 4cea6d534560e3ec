/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

/** GoMon's key of an OpenTelemetry attribute, by fingerprint: docs/EVENTS.md section 3. */
final class Renames {

  private Renames() {}

  static String gomonKey(String fingerprint, String attribute) {
    if (attribute.equals("gomon.truncated")) {
      return "gomon:truncated";
    }
    if (isOfTheEvent(attribute)) {
      return "attr." + attribute;
    }
    return switch (fingerprint) {
      case "http-servlet" -> servletKey(attribute);
      case "http-roundtripper" -> clientKey(attribute);
      case "sql-wconn-query",
          "sql-wconn-exec",
          "sql-wstmt-query",
          "sql-wstmt-exec",
          "conn-prepare" ->
          attribute.equals("db.query.text") ? "query" : attribute;
      default -> attribute;
    };
  }

  /** Keys of the event itself: one of the user's steps aside as in GoMon's own JSON, section 1. */
  private static boolean isOfTheEvent(String attribute) {
    String bare = attribute;
    while (bare.startsWith("attr.")) {
      bare = bare.substring("attr.".length());
    }
    return switch (bare) {
      case "id",
          "parent",
          "trace",
          "app-id",
          "error",
          "gomon:fp",
          "gomon:start",
          "gomon:lapsed",
          "gomon:truncated" ->
          true;
      default -> false;
    };
  }

  /** An attribute that is called like a key of ours steps aside: that key has a meaning here. */
  static String foreignKey(String key) {
    return switch (key) {
      case "id",
          "parent",
          "trace",
          "app-id",
          "error",
          "service",
          "operation",
          "otel.dropped",
          "otel.dropped-attributes",
          "otel.events",
          "otel.flags",
          "otel.links",
          "otel.schema-url",
          "otel.scope",
          "otel.trace-state" ->
          "otel." + key;
      default -> key.startsWith("gomon:") ? "otel." + key : key;
    };
  }

  /** The same for what a process says about itself. */
  static String resourceKey(String key) {
    return switch (key) {
      case "application", "host", "pid", "execution-id" -> "otel." + key;
      default -> foreignKey(key);
    };
  }

  private static String servletKey(String attribute) {
    return switch (attribute) {
      case "http.request.method" -> "method";
      case "http.route" -> "route";
      case "http.response.status_code" -> "response_code";
      default -> attribute;
    };
  }

  private static String clientKey(String attribute) {
    return switch (attribute) {
      case "http.request.method" -> "method";
      case "http.response.status_code" -> "resp-status";
      default -> attribute;
    };
  }
}
