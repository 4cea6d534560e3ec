/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;

/** One event inside a span while it is read: an exception, or something else. One thread. */
final class EventDraft {
  final Attributes attributes;
  String name = "";
  long timeNanos;
  long droppedAttributes;

  EventDraft(ItemLimits limits) {
    attributes = new Attributes(limits);
  }

  void reset() {
    attributes.reset();
    name = "";
    timeNanos = 0;
    droppedAttributes = 0;
  }

  boolean isException() {
    return name.equals("exception");
  }

  /**
   * As one entry of the list {@code error}.
   *
   * @param withTime false for GoMon's: it is the end of their span
   */
  void writeError(JsonText json, boolean withTime) {
    json.beginObject();
    Object type = attributes.get("exception.type");
    Attributes.write(json.key("type"), type == null ? Conventions.NO_TYPE : type);
    write(json, "msg", "exception.message");
    write(json, "location", "gomon.location");
    write(json, "stack", "exception.stacktrace");
    if (withTime && timeNanos != 0) {
      json.key("timeNanos").integer(timeNanos);
    }
    attributes.removeIf(EventDraft::isOfError);
    writeRest(json);
    json.endObject();
  }

  private static boolean isOfError(String key) {
    return switch (key) {
      case "exception.type", "exception.message", "exception.stacktrace", "gomon.location" -> true;
      default -> false;
    };
  }

  /** As one entry of the list {@code otel.events}. */
  void writePlain(JsonText json) {
    json.beginObject().key("name").text(name).key("timeNanos").integer(timeNanos);
    writeRest(json);
    json.endObject();
  }

  private void writeRest(JsonText json) {
    if (attributes.size() > 0) {
      attributes.dropRepeated();
      attributes.writeTo(json.key("attributes").beginObject());
      json.endObject();
    }
    if (droppedAttributes > 0) {
      json.key("dropped-attributes").integer(droppedAttributes);
    }
  }

  private void write(JsonText json, String key, String attribute) {
    Object value = attributes.get(attribute);
    if (value != null) {
      Attributes.write(json.key(key), value);
    }
  }
}
