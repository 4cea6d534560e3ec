/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import io.gomon.EventError;
import io.gomon.spi.Operation;

/**
 * Writes events as OTLP spans (docs/EVENTS.md section 3). The field numbers are those of
 * opentelemetry-proto: trace.proto, resource.proto, common.proto; a test reads the outcome with
 * their generated classes.
 *
 * <p>A batch grows as the {@code spans} of one ScopeSpans; {@link #body} puts the envelope before
 * them, whose lengths are known by then.
 */
final class OtlpEncoder implements EventEncoder {
  private static final int REQUEST_RESOURCE_SPANS = 1;
  private static final int RESOURCE_SPANS_RESOURCE = 1;
  private static final int RESOURCE_SPANS_SCOPE_SPANS = 2;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int SCOPE_SPANS_SCOPE = 1;
  private static final int SCOPE_SPANS_SPANS = 2;
  private static final int SCOPE_NAME = 1;
  private static final int SCOPE_VERSION = 2;

  private static final int SPAN_TRACE_ID = 1;
  private static final int SPAN_SPAN_ID = 2;
  private static final int SPAN_PARENT_SPAN_ID = 4;
  private static final int SPAN_NAME = 5;
  private static final int SPAN_KIND = 6;
  private static final int SPAN_START = 7;
  private static final int SPAN_END = 8;
  private static final int SPAN_ATTRIBUTES = 9;
  private static final int SPAN_EVENTS = 11;
  private static final int SPAN_STATUS = 15;
  private static final int SPAN_EVENT_TIME = 1;
  private static final int SPAN_EVENT_NAME = 2;
  private static final int SPAN_EVENT_ATTRIBUTES = 3;
  private static final int STATUS_CODE = 3;
  private static final int STATUS_CODE_ERROR = 2;

  /** Most spans have 128 to 16,383 bytes, whose number takes two. */
  private static final int SPAN_LENGTH_BYTES = 2;

  @Override
  public void encode(Event event, Bytes out) {
    ProtoWriter proto = new ProtoWriter(out);
    OtlpAttributes attributes = new OtlpAttributes(proto, SPAN_ATTRIBUTES);
    long startNanos = event.startEpochNanos();
    long endNanos = event.isOpen() ? startNanos : startNanos + event.elapsedNanos();
    int span = proto.begin(SCOPE_SPANS_SPANS, SPAN_LENGTH_BYTES);
    proto.idField(SPAN_TRACE_ID, event.traceHigh(), event.traceLow());
    proto.idField(SPAN_SPAN_ID, event.idLow());
    if (event.parentLow() != 0 && !event.isRoot()) {
      proto.idField(SPAN_PARENT_SPAN_ID, event.parentLow());
    }
    proto.textFieldIfAny(SPAN_NAME, Operation.nameOf(event.fingerprint(), event::get));
    proto.varintField(SPAN_KIND, OtlpNames.kind(event.fingerprint()));
    proto.fixed64Field(SPAN_START, startNanos);
    proto.fixed64Field(SPAN_END, endNanos);
    writeOwnAttributes(event, attributes);
    event.forEach(new OtlpRenaming(event, attributes));
    writeErrors(event, endNanos, proto);
    if (Operation.hasFailed(event.fingerprint(), !event.errors().isEmpty(), event::get)) {
      int status = proto.begin(SPAN_STATUS);
      proto.varintField(STATUS_CODE, STATUS_CODE_ERROR);
      proto.end(status);
    }
    proto.end(span, SPAN_LENGTH_BYTES);
  }

  private static void writeOwnAttributes(Event event, OtlpAttributes attributes) {
    attributes.uuid("gomon.id", event.idHigh(), event.idLow());
    if (event.parentHigh() != 0 && !event.isRoot()) {
      attributes.uuid("gomon.parent", event.parentHigh(), event.parentLow());
    }
    attributes.text("gomon.fp", event.fingerprint());
    if (event.isOpen()) {
      attributes.bool("gomon.open", true);
    }
    if (event.truncatedValues() > 0) {
      attributes.integer("gomon.truncated", event.truncatedValues());
    }
  }

  private static void writeErrors(Event event, long endNanos, ProtoWriter proto) {
    OtlpAttributes attributes = new OtlpAttributes(proto, SPAN_EVENT_ATTRIBUTES);
    for (EventError error : event.errors()) {
      int spanEvent = proto.begin(SPAN_EVENTS, SPAN_LENGTH_BYTES);
      proto.fixed64Field(SPAN_EVENT_TIME, endNanos);
      proto.textField(SPAN_EVENT_NAME, "exception");
      attributes.text("exception.type", error.type());
      attributes.textIfAny("exception.message", error.message());
      attributes.text("exception.stacktrace", error.stack());
      attributes.textIfAny("gomon.location", error.location());
      proto.end(spanEvent, SPAN_LENGTH_BYTES);
    }
  }

  @Override
  public byte[] body(Run run, Bytes spans) {
    Bytes resource = resource(run);
    Bytes scope = scope(run);
    long scopeSpans = scope.size() + (long) spans.size();
    Bytes scopeSpansHead = new Bytes();
    new ProtoWriter(scopeSpansHead).head(RESOURCE_SPANS_SCOPE_SPANS, scopeSpans);
    Bytes envelope = new Bytes();
    new ProtoWriter(envelope)
        .head(REQUEST_RESOURCE_SPANS, resource.size() + scopeSpansHead.size() + scopeSpans);
    byte[] head = scope.copyBehind(new Bytes());
    envelope.write(resource.copyBehind(new Bytes()));
    envelope.write(scopeSpansHead.copyBehind(new Bytes()));
    envelope.write(head);
    return spans.copyBehind(envelope);
  }

  private static Bytes resource(Run run) {
    Bytes out = new Bytes();
    ProtoWriter proto = new ProtoWriter(out);
    OtlpAttributes attributes = new OtlpAttributes(proto, RESOURCE_ATTRIBUTES);
    int resource = proto.begin(RESOURCE_SPANS_RESOURCE, 2);
    attributes.textIfAny("service.name", run.application());
    attributes.uuid(
        "service.instance.id",
        run.id().getMostSignificantBits(),
        run.id().getLeastSignificantBits());
    attributes.textIfAny("host.name", run.host());
    if (run.pid() != 0) {
      attributes.integer("process.pid", run.pid());
    }
    attributes.text("telemetry.sdk.name", "gomon");
    attributes.text("telemetry.sdk.language", "java");
    attributes.text("telemetry.sdk.version", run.gomonVersion());
    proto.end(resource, 2);
    return out;
  }

  private static Bytes scope(Run run) {
    Bytes out = new Bytes();
    ProtoWriter proto = new ProtoWriter(out);
    int scope = proto.begin(SCOPE_SPANS_SCOPE);
    proto.textField(SCOPE_NAME, "gomon");
    proto.textField(SCOPE_VERSION, run.gomonVersion());
    proto.end(scope);
    return out;
  }
}
