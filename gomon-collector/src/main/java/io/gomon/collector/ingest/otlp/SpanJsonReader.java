/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.JsonInput;
import tools.jackson.core.JsonToken;

/** Reads one span in OTLP's JSON; the parser stands on the beginning of its object. One thread. */
final class SpanJsonReader implements JsonItemReader {
  private final JsonInput in;
  private final SpanDraft span = new SpanDraft();

  SpanJsonReader(JsonInput in) {
    this.in = in;
  }

  @Override
  public void read(ResourceDraft resource, EventBatch into) throws BadBatchException {
    span.begin(resource);
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      readField(key);
    }
    into.add(span.toEvent(resource));
  }

  private void readField(String key) throws BadBatchException {
    switch (key) {
      case "traceId" -> {
        String digits = JsonIds.traceId(in);
        span.traceHigh = JsonIds.high(digits);
        span.traceLow = JsonIds.low(digits);
      }
      case "spanId" -> span.spanId = JsonIds.spanId(in, key);
      case "parentSpanId" -> span.parentSpanId = JsonIds.spanId(in, key);
      case "traceState" -> span.traceState = span.limits().name(in.text(key));
      case "name" -> span.name = span.limits().name(in.text(key));
      case "kind" -> span.kind = JsonIds.number(in, key);
      case "startTimeUnixNano" -> span.startNanos = ValueJsonReader.integer64(in, key);
      case "endTimeUnixNano" -> span.endNanos = ValueJsonReader.integer64(in, key);
      case "attributes" -> ValueJsonReader.readAttributes(in, span.attributes);
      case "events" -> readEvents();
      case "links" -> readLinks();
      case "status" -> readStatus();
      case "flags" -> span.flags = JsonIds.unsigned32(in, key);
      case "droppedAttributesCount" -> span.droppedAttributes = JsonIds.unsigned32(in, key);
      case "droppedEventsCount" -> span.droppedEvents = JsonIds.unsigned32(in, key);
      case "droppedLinksCount" -> span.droppedLinks = JsonIds.unsigned32(in, key);
      default -> in.skip();
    }
  }

  private void readEvents() throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "events", "a list");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of events", "an object");
      if (!span.mayAddEvent()) {
        in.skip();
        continue;
      }
      for (String key = in.nextField(); key != null; key = in.nextField()) {
        switch (key) {
          case "timeUnixNano" -> span.event.timeNanos = ValueJsonReader.integer64(in, key);
          case "name" -> span.event.name = span.limits().name(in.text(key));
          case "attributes" -> ValueJsonReader.readAttributes(in, span.event.attributes);
          case "droppedAttributesCount" ->
              span.event.droppedAttributes = JsonIds.unsigned32(in, key);
          default -> in.skip();
        }
      }
      span.addEvent();
    }
  }

  private void readLinks() throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "links", "a list");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of links", "an object");
      if (!span.mayAddLink()) {
        in.skip();
        continue;
      }
      for (String key = in.nextField(); key != null; key = in.nextField()) {
        readLink(span.link, key);
      }
      span.addLink();
    }
  }

  private void readLink(LinkDraft link, String key) throws BadBatchException {
    switch (key) {
      case "traceId" -> {
        String digits = JsonIds.traceId(in);
        link.traceHigh = JsonIds.high(digits);
        link.traceLow = JsonIds.low(digits);
      }
      case "spanId" -> link.spanId = JsonIds.spanId(in, key);
      case "traceState" -> link.traceState = span.limits().name(in.text(key));
      case "attributes" -> ValueJsonReader.readAttributes(in, link.attributes);
      case "flags" -> link.flags = JsonIds.unsigned32(in, key);
      case "droppedAttributesCount" -> link.droppedAttributes = JsonIds.unsigned32(in, key);
      default -> in.skip();
    }
  }

  private void readStatus() throws BadBatchException {
    in.expect(JsonToken.START_OBJECT, "status", "an object");
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      switch (key) {
        case "message" -> span.statusMessage = span.limits().text(in.text(key));
        case "code" -> span.statusCode = JsonIds.number(in, key);
        default -> in.skip();
      }
    }
  }
}
