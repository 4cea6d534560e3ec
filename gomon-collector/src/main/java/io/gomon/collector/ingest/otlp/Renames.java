/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

/** GoMon's key of an OpenTelemetry attribute, by fingerprint: docs/EVENTS.md section 3. */
final class Renames {

  private Renames() {}

  static String gomonKey(String fingerprint, String attribute) {
    switch (attribute) {
      case "http.request.method":
        return isHttp(fingerprint) ? "method" : attribute;
      case "http.route":
        return fingerprint.equals("http-servlet") ? "route" : attribute;
      case "http.response.status_code":
        if (fingerprint.equals("http-servlet")) {
          return "response_code";
        }
        return fingerprint.equals("http-roundtripper") ? "resp-status" : attribute;
      case "db.query.text":
        return hasQuery(fingerprint) ? "query" : attribute;
      case "gomon.truncated":
        return "gomon:truncated";
      default:
        return attribute;
    }
  }

  private static boolean isHttp(String fingerprint) {
    return fingerprint.equals("http-servlet") || fingerprint.equals("http-roundtripper");
  }

  private static boolean hasQuery(String fingerprint) {
    switch (fingerprint) {
      case "sql-wconn-query", "sql-wconn-exec", "sql-wstmt-query", "sql-wstmt-exec":
      case "conn-prepare":
        return true;
      default:
        return false;
    }
  }
}
