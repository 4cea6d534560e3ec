/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Ids;
import io.gomon.collector.ingest.JsonInput;
import tools.jackson.core.JsonToken;

/** Reads one span in OTLP's JSON; the parser stands on the beginning of its object. One thread. */
final class SpanJsonReader {
  private static final int TRACE_ID_DIGITS = 32;
  private static final int SPAN_ID_DIGITS = 16;

  private final JsonInput in;
  private final SpanDraft span = new SpanDraft();

  SpanJsonReader(JsonInput in) {
    this.in = in;
  }

  /** The draft is the same one each time. */
  SpanDraft read() throws BadBatchException {
    span.reset();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (in.token() != JsonToken.VALUE_NULL) { // in protobuf's JSON, null is the default value
        readField(key);
      }
    }
    return span;
  }

  private void readField(String key) throws BadBatchException {
    switch (key) {
      case "traceId" -> readTraceId();
      case "spanId" -> span.spanId = spanId(key);
      case "parentSpanId" -> span.parentSpanId = spanId(key);
      case "name" -> span.name = in.text(key);
      case "kind" -> span.kind = number(key);
      case "startTimeUnixNano" -> span.startNanos = ValueJsonReader.integer64(in, key);
      case "endTimeUnixNano" -> span.endNanos = ValueJsonReader.integer64(in, key);
      case "attributes" -> ValueJsonReader.readAttributes(in, span.attributes);
      case "events" -> readEvents();
      case "status" -> readStatus();
      default -> in.skip();
    }
  }

  private int number(String key) throws BadBatchException {
    if (in.token() == JsonToken.VALUE_STRING) {
      throw in.wrong(key, "the number of the enum value, as OTLP's JSON has it", null);
    }
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, in.integer(key)));
  }

  private void readTraceId() throws BadBatchException {
    String digits = in.text("traceId");
    if (!Ids.isHex(digits, TRACE_ID_DIGITS)) {
      throw in.wrong("traceId", "32 hexadecimal digits", null);
    }
    span.traceHigh = Ids.hex(digits, 0, SPAN_ID_DIGITS);
    span.traceLow = Ids.hex(digits, SPAN_ID_DIGITS, TRACE_ID_DIGITS);
  }

  private long spanId(String key) throws BadBatchException {
    String digits = in.text(key);
    if (digits.isEmpty()) {
      return 0;
    }
    if (!Ids.isHex(digits, SPAN_ID_DIGITS)) {
      throw in.wrong(key, "16 hexadecimal digits", null);
    }
    return Ids.hex(digits, 0, SPAN_ID_DIGITS);
  }

  private void readEvents() throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "events", "a list");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of events", "an object");
      for (String key = in.nextKey(); key != null; key = in.nextKey()) {
        switch (key) {
          case "timeUnixNano" -> span.event.timeNanos = ValueJsonReader.integer64(in, key);
          case "name" -> span.event.name = in.text(key);
          case "attributes" -> ValueJsonReader.readAttributes(in, span.event.attributes);
          default -> in.skip();
        }
      }
      span.addEvent();
    }
  }

  private void readStatus() throws BadBatchException {
    in.expect(JsonToken.START_OBJECT, "status", "an object");
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "message" -> span.statusMessage = in.text(key);
        case "code" -> span.statusCode = number(key);
        default -> in.skip();
      }
    }
  }
}
