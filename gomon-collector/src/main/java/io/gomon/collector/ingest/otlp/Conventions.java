/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.spi.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What spans of foreign tracers mean, by OpenTelemetry's semantic conventions, the stable ones and
 * those before: docs/EVENTS.md section 3. Asked before their keys are renamed. Any thread.
 */
final class Conventions {
  /** The fingerprint of a statement that a foreign tracer saw. */
  static final String SQL = "sql-otel";

  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int SERVER_FAILED = 500;
  private static final int CLIENT_FAILED = 400;

  /** Databases whose queries are no SQL. */
  private static final Set<String> NO_SQL =
      Set.of(
          "redis",
          "mongodb",
          "elasticsearch",
          "opensearch",
          "memcached",
          "couchdb",
          "couchbase",
          "dynamodb",
          "aws.dynamodb",
          "cosmosdb",
          "azure.cosmosdb",
          "neo4j",
          "hbase",
          "geode",
          "aws.redshift.data");

  private Conventions() {}

  /** The SQL that a span ran; null if it ran none. */
  static @Nullable String query(int kind, Attributes attributes) {
    if (kind == SERVER) {
      return null;
    }
    String system = first(attributes, "db.system.name", "db.system");
    if (system != null && NO_SQL.contains(system)) {
      return null;
    }
    String query = first(attributes, "db.query.text", "db.statement");
    return query == null || query.isBlank() ? null : query;
  }

  /** The name under which such spans are counted together; null: the span's own name is that. */
  static @Nullable String operation(String name, @Nullable String query, Attributes attributes) {
    if (query != null) {
      return Operation.nameOf(SQL, key -> key.equals("query") ? query : null);
    }
    String method = first(attributes, "http.request.method", "http.method");
    String route = attributes.text("http.route");
    boolean bare = method != null && (name.equals(method) || name.equals("HTTP " + method));
    return bare && route != null ? method + ' ' + route : null;
  }

  /** Whether the status of an HTTP span says that it failed, though nobody set the span's. */
  static boolean failed(int kind, Attributes attributes) {
    Object status = attributes.get("http.response.status_code");
    if (status == null) {
      status = attributes.get("http.status_code");
    }
    int bad = kind == SERVER ? SERVER_FAILED : CLIENT_FAILED;
    return (kind == SERVER || kind == CLIENT) && status instanceof Long code && code >= bad;
  }

  private static @Nullable String first(Attributes attributes, String newer, String older) {
    String text = attributes.text(newer);
    return text == null ? attributes.text(older) : text;
  }
}
