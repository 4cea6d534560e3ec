/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;

/** One event inside a span while it is read: an exception, or something else. One thread. */
final class EventDraft {
  final Attributes attributes;
  String name = "";
  long timeNanos;

  EventDraft(ItemLimits limits) {
    attributes = new Attributes(limits);
  }

  void reset() {
    attributes.reset();
    name = "";
    timeNanos = 0;
  }

  boolean isException() {
    return name.equals("exception");
  }

  /** As one entry of the list {@code error}. */
  void writeError(JsonText json) {
    json.beginObject();
    write(json, "type", "exception.type");
    write(json, "msg", "exception.message");
    write(json, "location", "gomon.location");
    write(json, "stack", "exception.stacktrace");
    json.endObject();
  }

  /** As one entry of the list {@code otel.events}. */
  void writePlain(JsonText json) {
    attributes.dropRepeated();
    json.beginObject().key("name").text(name).key("timeNanos").integer(timeNanos);
    json.key("attributes").beginObject();
    attributes.writeTo(json);
    json.endObject().endObject();
  }

  private void write(JsonText json, String key, String attribute) {
    Object value = attributes.get(attribute);
    if (value != null) {
      Attributes.write(json.key(key), value);
    }
  }
}
