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
          "geode");

  /** The type of an error that says none: without a type it is in no group. */
  static final String NO_TYPE = "(no type)";

  private Conventions() {}

  /** The type of the error of a span that failed without an exception. */
  static String errorType(Attributes attributes) {
    String type = attributes.text("error.type");
    if (type != null) {
      return type;
    }
    Object status = httpStatus(attributes);
    return status instanceof Long code ? Long.toString(code) : NO_TYPE;
  }

  /** Whether a log record tells of an exception. */
  static boolean hasException(Attributes attributes) {
    return attributes.get("exception.type") != null
        || attributes.get("exception.message") != null
        || attributes.get("exception.stacktrace") != null;
  }

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
  static @Nullable String operation(
      int kind, String name, @Nullable String query, Attributes attributes) {
    if (query != null) {
      return Operation.nameOf(SQL, key -> key.equals("query") ? query : null);
    }
    return NameRule.operation(kind == SERVER, name, attributes);
  }

  /** Whether the status of an HTTP span says that it failed, though nobody set the span's. */
  static boolean failed(int kind, Attributes attributes) {
    Object status = httpStatus(attributes);
    int bad = kind == SERVER ? SERVER_FAILED : CLIENT_FAILED;
    return (kind == SERVER || kind == CLIENT) && status instanceof Long code && code >= bad;
  }

  private static @Nullable Object httpStatus(Attributes attributes) {
    Object status = attributes.get("http.response.status_code");
    return status != null ? status : attributes.get("http.status_code");
  }

  private static @Nullable String first(Attributes attributes, String newer, String older) {
    String text = attributes.text(newer);
    return text == null ? attributes.text(older) : text;
  }
}
