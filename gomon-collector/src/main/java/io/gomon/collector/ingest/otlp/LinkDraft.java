/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import java.util.HexFormat;

/** A link from a span to another one while it is read. Used again for the next. One thread. */
final class LinkDraft {
  final Attributes attributes;
  long traceHigh;
  long traceLow;
  long spanId;
  String traceState = "";
  long flags;
  long droppedAttributes;

  LinkDraft(ItemLimits limits) {
    attributes = new Attributes(limits);
  }

  void reset() {
    attributes.reset();
    traceHigh = 0;
    traceLow = 0;
    spanId = 0;
    traceState = "";
    flags = 0;
    droppedAttributes = 0;
  }

  /** As one entry of the list {@code otel.links}. */
  void writeTo(JsonText json) {
    HexFormat hex = HexFormat.of();
    json.beginObject();
    json.key("trace").text(hex.toHexDigits(traceHigh) + hex.toHexDigits(traceLow));
    json.key("span").text(hex.toHexDigits(spanId));
    if (!traceState.isEmpty()) {
      json.key("trace-state").text(traceState);
    }
    if (flags != 0) {
      json.key("flags").integer(flags);
    }
    if (attributes.size() > 0) {
      attributes.dropRepeated();
      attributes.writeTo(json.key("attributes").beginObject());
      json.endObject();
    }
    if (droppedAttributes > 0) {
      json.key("dropped-attributes").integer(droppedAttributes);
    }
    json.endObject();
  }
}
