/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import java.util.HexFormat;

/**
 * One measurement beside a point, with the span in which it was made. Used again for the next. One
 * thread.
 */
final class ExemplarDraft {
  final Attributes attributes;
  private final ItemLimits limits;
  Object value = 0.0;
  long timeNanos;
  long traceHigh;
  long traceLow;
  long spanId;

  ExemplarDraft(ItemLimits limits) {
    this.limits = limits;
    this.attributes = Attributes.ofMap(limits);
  }

  void reset() {
    attributes.reset();
    value = 0.0;
    timeNanos = 0;
    traceHigh = 0;
    traceLow = 0;
    spanId = 0;
  }

  /** As one object, unless the point holds too much already. */
  void writeTo(JsonText json) {
    if (!limits.entry()) {
      return;
    }
    HexFormat hex = HexFormat.of();
    Attributes.write(json.beginObject().key("value"), value);
    json.key("timeNanos").integer(timeNanos);
    if ((traceHigh | traceLow) != 0) {
      json.key("trace").text(hex.toHexDigits(traceHigh) + hex.toHexDigits(traceLow));
      json.key("span").text(hex.toHexDigits(spanId));
    }
    if (attributes.size() > 0) {
      attributes.dropRepeated();
      attributes.writeTo(json.key("attributes").beginObject());
      json.endObject();
    }
    json.endObject();
  }
}
