/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.ingest.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One exported line as the columns of a table (docs/COLLECTOR.md), and back. Null: the line has no
 * such key. Not thread-safe.
 */
final class EventColumns {
  private static final JsonFactory JSON = new JsonFactory();

  @Nullable String id;
  @Nullable String parent;
  @Nullable String trace;
  @Nullable String appId;
  @Nullable String fingerprint;
  @Nullable String service;
  @Nullable String operation;
  long startNanos;
  @Nullable Long lapsedNanos;
  boolean failed;

  /** All other keys, as the text of one JSON object. */
  String attributes = "{}";

  /**
   * Takes a line apart.
   *
   * @throws IOException if it is no line of an export
   */
  static EventColumns read(String line) throws IOException {
    EventColumns event = new EventColumns();
    StringWriter others = new StringWriter();
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), line);
        JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), others)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a line is no event: " + line);
      }
      out.writeStartObject();
      for (String key = in.nextName(); key != null; key = in.nextName()) {
        in.nextToken();
        if (!event.take(key, in)) {
          out.writeName(key);
          out.copyCurrentStructureExact(in);
        }
      }
      out.writeEndObject();
    } catch (JacksonException e) {
      throw new IOException("a line is no event: " + e.getMessage(), e);
    }
    event.attributes = others.toString();
    return event;
  }

  private boolean take(String key, JsonParser in) {
    switch (key) {
      case "id" -> id = in.getString();
      case "parent" -> parent = in.getString();
      case "trace" -> trace = in.getString();
      case "app-id" -> appId = in.getString();
      case "gomon:fp" -> fingerprint = in.getString();
      case "gomon:start" -> startNanos = in.getLongValue();
      case "gomon:lapsed" -> lapsedNanos = in.getLongValue();
      case EventLine.SERVICE -> service = in.getString();
      case EventLine.OPERATION -> operation = in.getString();
      case EventLine.FAILED -> failed = in.getBooleanValue();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The line, without its end. */
  String toLine() {
    JsonText json = new JsonText().beginObject();
    text(json, "id", id);
    text(json, "parent", parent);
    text(json, "trace", trace);
    text(json, "app-id", appId);
    text(json, "gomon:fp", fingerprint);
    json.key("gomon:start").integer(startNanos);
    if (lapsedNanos != null) {
      json.key("gomon:lapsed").integer(lapsedNanos);
    }
    text(json, EventLine.SERVICE, service);
    text(json, EventLine.OPERATION, operation);
    json.key(EventLine.FAILED).bool(failed);
    String others = attributes.strip().replace('\n', ' ');
    if (others.length() > 2) {
      json.raw(others.substring(1, others.length() - 1));
    }
    return json.endObject().toString();
  }

  private static void text(JsonText json, String key, @Nullable String value) {
    if (value != null) {
      json.key(key).text(value);
    }
  }
}
