/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.TraceEvents;
import io.gomon.collector.store.CollectedEvent;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** One whole trace as JSON: each event as in docs/EVENTS.md section 1. */
final class TraceWriter {
  /** Keys of the answer that an event's own key could take: that one is shown as event.KEY. */
  private static final Set<String> TAKEN =
      Set.of(
          "id",
          "parent",
          "trace",
          "app-id",
          "gomon:fp",
          "gomon:start",
          "gomon:lapsed",
          "service",
          "operation",
          "failed");

  private TraceWriter() {}

  static Body trace(String traceId, TraceEvents trace) {
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("trace", traceId);
          json.writeBooleanProperty("truncated", trace.truncated());
          json.writeName("events").writeStartArray();
          trace.events().forEach(event -> event(json, event));
          json.writeEndArray();
          json.writeName("applications").writeStartArray();
          trace.applications().forEach(event -> event(json, event));
          json.writeEndArray();
        });
  }

  private static void event(JsonGenerator json, CollectedEvent event) {
    json.writeStartObject();
    json.writeStringProperty("id", id(event.idHigh(), event.idLow()));
    if (event.parentHigh() != 0 || event.parentLow() != 0) {
      json.writeStringProperty("parent", id(event.parentHigh(), event.parentLow()));
    }
    json.writeStringProperty("trace", AnswerWriter.hex(event.traceHigh(), event.traceLow()));
    if (event.appIdHigh() != 0 || event.appIdLow() != 0) {
      json.writeStringProperty("app-id", new UUID(event.appIdHigh(), event.appIdLow()).toString());
    }
    json.writeStringProperty("gomon:fp", event.fingerprint());
    json.writeNumberProperty("gomon:start", event.startNanos());
    if (!event.isOpen()) {
      json.writeNumberProperty("gomon:lapsed", event.lapsedNanos());
    }
    json.writeStringProperty("service", event.service());
    json.writeStringProperty("operation", event.operation());
    json.writeBooleanProperty("failed", event.failed());
    attributes(json, event.attributes());
    json.writeEndObject();
  }

  private static String id(long high, long low) {
    return high == 0 ? HexFormat.of().toHexDigits(low) : new UUID(high, low).toString();
  }

  private static void attributes(JsonGenerator json, String text) {
    if (!isObject(text)) {
      json.writeStringProperty("event.damaged", text);
      return;
    }
    try (JsonParser parser = JsonAnswer.JSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        json.writeName(TAKEN.contains(name) ? "event." + name : name);
        parser.nextToken();
        json.copyCurrentStructureExact(parser);
      }
    }
  }

  /** Whether the text is one JSON object: what follows is copied into the answer. */
  private static boolean isObject(String text) {
    try (JsonParser parser = JsonAnswer.JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      // Written by another version, or a damaged file: the caller shows it as the text it is.
      return false;
    }
  }
}
