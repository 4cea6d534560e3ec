/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.JsonInput;

/** Reads one log record in OTLP's JSON; the parser stands on its beginning. One thread. */
final class LogJsonReader implements JsonItemReader {
  private final JsonInput in;
  private final LogDraft log;

  LogJsonReader(JsonInput in, ItemIds ids) {
    this.in = in;
    this.log = new LogDraft(ids);
  }

  @Override
  public void read(ResourceDraft resource, EventBatch into) throws BadBatchException {
    log.reset();
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      readField(key);
    }
    into.add(log.toEvent(resource, into));
  }

  private void readField(String key) throws BadBatchException {
    switch (key) {
      case "timeUnixNano" -> log.timeNanos = ValueJsonReader.integer64(in, key);
      case "observedTimeUnixNano" -> log.observedNanos = ValueJsonReader.integer64(in, key);
      case "severityNumber" -> log.severity = JsonIds.number(in, key);
      case "severityText" -> log.level = log.limits.name(in.text(key));
      case "body" -> log.body = ValueJsonReader.readAny(in, log.limits);
      case "attributes" -> ValueJsonReader.readAttributes(in, log.attributes);
      case "spanId" -> log.spanId = JsonIds.spanId(in, key);
      case "droppedAttributesCount" -> log.droppedAttributes = JsonIds.unsigned32(in, key);
      case "flags" -> log.flags = JsonIds.unsigned32(in, key);
      case "eventName" -> log.eventName = log.limits.name(in.text(key));
      case "traceId" -> {
        String digits = JsonIds.traceId(in);
        log.traceHigh = JsonIds.high(digits);
        log.traceLow = JsonIds.low(digits);
      }
      default -> in.skip();
    }
  }
}
