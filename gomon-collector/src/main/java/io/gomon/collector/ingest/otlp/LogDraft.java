/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.store.CollectedEvent;
import org.jspecify.annotations.Nullable;

/**
 * One log record while it is read, and what makes an event of it. Used again for the next. One
 * thread.
 */
final class LogDraft {
  private static final String FINGERPRINT = "log";

  /** SEVERITY_NUMBER_ERROR: that and all above it. */
  private static final int ERROR = 17;

  private final ItemIds ids;
  final ItemLimits limits = new ItemLimits();
  final Attributes attributes = new Attributes(limits);
  long timeNanos;
  long observedNanos;
  int severity;
  String level = "";
  @Nullable Object body;
  long traceHigh;
  long traceLow;
  long spanId;
  String eventName = "";
  long flags;
  long droppedAttributes;

  private final JsonText out = new JsonText();

  LogDraft(ItemIds ids) {
    this.ids = ids;
  }

  void reset() {
    limits.reset();
    attributes.reset();
    timeNanos = 0;
    observedNanos = 0;
    severity = 0;
    level = "";
    body = null;
    traceHigh = 0;
    traceLow = 0;
    spanId = 0;
    eventName = "";
    flags = 0;
    droppedAttributes = 0;
  }

  /** The finished event. What the sender must correct is an exception. */
  CollectedEvent toEvent(ResourceDraft resource, EventBatch into) throws RejectedItemException {
    if (timeNanos < 0 || observedNanos < 0) {
      throw new RejectedItemException(
          Rejection.WRONG_VALUE, "the times of a log record must be nanoseconds below 2^63");
    }
    long sent = timeNanos != 0 ? timeNanos : observedNanos;
    long start = sent != 0 ? sent : ids.receivedNanos();
    long low = ids.low(into.items(), sent != 0);
    long high = ItemIds.high(start, low);
    boolean inTrace = (traceHigh | traceLow) != 0;
    boolean exception = Conventions.hasException(attributes);
    resource.used(start);
    return new CollectedEvent(
        high,
        low,
        0,
        inTrace ? spanId : 0,
        inTrace ? traceHigh : high,
        inTrace ? traceLow : low,
        resource.appIdHigh(),
        resource.appIdLow(),
        resource.service(),
        FINGERPRINT,
        FINGERPRINT,
        start,
        0,
        exception || severity >= ERROR,
        attributesText(resource, exception));
  }

  private String attributesText(ResourceDraft resource, boolean exception) {
    for (int i = 0; i < attributes.size(); i++) {
      attributes.rename(i, key(attributes.key(i)));
    }
    attributes.dropRepeated();
    out.reset().beginObject();
    if (severity != 0) {
      out.key("severity").integer(severity);
    }
    text("level", level);
    if (body != null) {
      Attributes.write(out.key("body"), body);
    }
    text("logger", resource.scope.name());
    text("event-name", eventName);
    if (timeNanos != 0 && observedNanos != 0 && observedNanos != timeNanos) {
      out.key("observed").integer(observedNanos);
    }
    attributes.writeTo(out);
    if (exception) {
      writeError();
    }
    if (!resource.scope.withoutName().isEmpty()) {
      out.key("otel.scope").raw(resource.scope.withoutName());
    }
    if (flags != 0) {
      out.key("otel.flags").integer(flags);
    }
    if (droppedAttributes != 0) {
      out.key("otel.dropped").beginObject().key("attributes").integer(droppedAttributes);
      out.endObject();
    }
    if (limits.cut() > 0) {
      out.key("gomon:truncated").integer(limits.cut());
    }
    return out.endObject().toString();
  }

  /** One that is called like a key of the event steps aside. */
  private static String key(String attribute) {
    return switch (attribute) {
      case "severity", "level", "body", "logger", "event-name", "observed" -> "otel." + attribute;
      default -> Renames.foreignKey(attribute);
    };
  }

  private void writeError() {
    out.key("error").beginList().beginObject();
    String type = attributes.text("exception.type");
    out.key("type").text(type == null ? Conventions.NO_TYPE : type);
    part("msg", "exception.message");
    part("stack", "exception.stacktrace");
    out.endObject().endList();
  }

  private void part(String key, String attribute) {
    String value = attributes.text(attribute);
    if (value != null) {
      out.key(key).text(value);
    }
  }

  private void text(String key, String value) {
    if (!value.isEmpty()) {
      out.key(key).text(value);
    }
  }
}
