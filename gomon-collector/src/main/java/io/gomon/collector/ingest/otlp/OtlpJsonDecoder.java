/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.BatchDecoder;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.store.CollectedEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;

/**
 * Reads an {@code ExportTraceServiceRequest} in OTLP's JSON: ids as hexadecimal digits, enums as
 * numbers, 64-bit integers as text or number; unknown keys are passed over. Any thread.
 *
 * <p>The text is read twice, because a resource may stand behind its spans. JSON is the readable
 * wire, not the fast one.
 */
public final class OtlpJsonDecoder implements BatchDecoder {

  @Override
  public List<CollectedEvent> decode(byte[] body, String service) throws BadBatchException {
    List<ResourceDraft> resources = new ArrayList<>();
    try (JsonInput in = new JsonInput(body, 0, body.length)) {
      forEachResourceSpans(in, () -> resources.add(readResource(in)));
      if (in.next() != null) {
        throw in.wrong("the request", "one object and nothing behind it", null);
      }
    }
    List<CollectedEvent> events = new ArrayList<>();
    int[] index = {0};
    try (JsonInput in = new JsonInput(body, 0, body.length)) {
      SpanJsonReader spans = new SpanJsonReader(in);
      forEachResourceSpans(in, () -> readSpans(in, spans, resources.get(index[0]++), events));
    }
    return events;
  }

  /** Is called with the parser on the beginning of an object, and leaves it on its end. */
  private interface ObjectReader {
    void read() throws BadBatchException;
  }

  private static void forEachResourceSpans(JsonInput in, ObjectReader reader)
      throws BadBatchException {
    in.next();
    in.expect(JsonToken.START_OBJECT, "the request", "an object");
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (key.equals("resourceSpans")) {
        readList(in, key, reader);
      } else {
        in.skip();
      }
    }
  }

  private static void readList(JsonInput in, String what, ObjectReader reader)
      throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, what, "a list");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of " + what, "an object");
      reader.read();
    }
  }

  private static ResourceDraft readResource(JsonInput in) throws BadBatchException {
    ResourceDraft resource = new ResourceDraft();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (!key.equals("resource")) {
        in.skip();
        continue;
      }
      in.expect(JsonToken.START_OBJECT, key, "an object");
      for (String inner = in.nextKey(); inner != null; inner = in.nextKey()) {
        if (inner.equals("attributes")) {
          ValueJsonReader.readAttributes(in, resource.attributes);
        } else {
          in.skip();
        }
      }
    }
    resource.complete();
    return resource;
  }

  private static void readSpans(
      JsonInput in, SpanJsonReader spans, ResourceDraft resource, List<CollectedEvent> events)
      throws BadBatchException {
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (key.equals("scopeSpans")) {
        readList(in, key, () -> readScope(in, spans, resource, events));
      } else {
        in.skip();
      }
    }
  }

  private static void readScope(
      JsonInput in, SpanJsonReader spans, ResourceDraft resource, List<CollectedEvent> events)
      throws BadBatchException {
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (key.equals("spans")) {
        readList(in, key, () -> readSpan(spans, resource, events));
      } else {
        in.skip();
      }
    }
  }

  private static void readSpan(
      SpanJsonReader spans, ResourceDraft resource, List<CollectedEvent> events)
      throws BadBatchException {
    BatchDecoder.checkCount(events.size());
    try {
      events.add(spans.read().toEvent(resource));
    } catch (BadBatchException e) {
      throw new BadBatchException(
          "span " + (events.size() + 1) + " of the request: " + e.getMessage(), e);
    }
  }
}
