/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.ItemLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one of OpenTelemetry's conventions names an operation in two parts: for a span that is named
 * by one of them alone, or not at all. The table in docs/EVENTS.md section 3 is this one, and a
 * test compares them. Immutable.
 *
 * @param spans whose spans
 * @param first attributes, the first of which that is there counts: the newer names before the
 *     older
 * @param separator between the parts
 * @param second the same for the other part
 */
record NameRule(
    String convention, Spans spans, List<String> first, String separator, List<String> second) {
  /** In this order: the first rule whose first part is there counts. */
  static final List<NameRule> ALL =
      List.of(
          new NameRule(
              "HTTP",
              Spans.SERVERS,
              List.of("http.request.method", "http.method"),
              " ",
              List.of("http.route")),
          new NameRule(
              "HTTP",
              Spans.OTHERS,
              List.of("http.request.method", "http.method"),
              " ",
              List.of("url.template", "server.address", "net.peer.name", "http.host")),
          new NameRule("RPC", Spans.ALL, List.of("rpc.service"), "/", List.of("rpc.method")),
          new NameRule(
              "messaging",
              Spans.ALL,
              List.of(
                  "messaging.operation.name", "messaging.operation.type", "messaging.operation"),
              " ",
              List.of(
                  "messaging.destination.template",
                  "messaging.destination.name",
                  "messaging.destination")),
          new NameRule(
              "GraphQL",
              Spans.ALL,
              List.of("graphql.operation.type"),
              " ",
              List.of("graphql.operation.name")),
          new NameRule(
              "database",
              Spans.OTHERS,
              List.of("db.operation.name", "db.operation"),
              " ",
              List.of(
                  "db.collection.name",
                  "db.sql.table",
                  "db.mongodb.collection",
                  "db.cassandra.table",
                  "db.namespace",
                  "db.name")),
          new NameRule(
              "FaaS",
              Spans.ALL,
              List.of("faas.invoked_name", "faas.name"),
              " ",
              List.of("faas.trigger")));

  /** Of which kinds of span a rule is. */
  enum Spans {
    ALL,
    SERVERS,
    OTHERS;

    boolean contain(boolean server) {
      return this == ALL || (this == SERVERS) == server;
    }
  }

  /** The operation of a span by the first rule that is of it; null: its own name is that. */
  static @Nullable String operation(boolean server, String name, Attributes attributes) {
    for (NameRule rule : ALL) {
      String first = rule.spans.contain(server) ? text(attributes, rule.first) : null;
      if (first != null) {
        return rule.joined(name, first, text(attributes, rule.second));
      }
    }
    return null;
  }

  private @Nullable String joined(String name, String first, @Nullable String second) {
    boolean bare =
        name.isEmpty()
            || name.equals(first)
            || name.equals(second)
            || name.equals("HTTP " + first); // as before the conventions were stable
    if (!bare) {
      return null;
    }
    return ItemLimits.madeName(second == null ? first : first + separator + second);
  }

  private static @Nullable String text(Attributes attributes, List<String> keys) {
    for (String key : keys) {
      String text = attributes.text(key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
