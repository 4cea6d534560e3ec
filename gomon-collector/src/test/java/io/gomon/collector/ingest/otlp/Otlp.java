/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.ByteString;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.Project;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** Builds OTLP messages with the generated classes. */
public final class Otlp {

  /** Of nobody in particular, received at the epoch. */
  static final Origin ORIGIN = new Origin(Project.DEFAULT, "", 0);

  private Otlp() {}

  public static ExportTraceServiceRequest request(ResourceSpans.Builder resource, Span... spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (Span span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(resource.addScopeSpans(scope))
        .build();
  }

  /** The events of the items, without those of the resources. */
  static List<CollectedEvent> items(List<CollectedEvent> events) {
    return events.stream()
        .filter(event -> event.appIdHigh() != event.idHigh() || event.idHigh() == 0)
        .toList();
  }

  public static ResourceSpans.Builder foreign(String service) {
    return ResourceSpans.newBuilder()
        .setResource(
            Resource.newBuilder()
                .addAttributes(text("service.name", service))
                .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
                .addAttributes(
                    text("service.instance.id", "019f1c2e-0000-7abc-8000-0000000000ff")));
  }

  static ResourceSpans.Builder gomon(String appId) {
    return ResourceSpans.newBuilder()
        .setResource(
            Resource.newBuilder()
                .addAttributes(text("service.name", "shop"))
                .addAttributes(text("service.instance.id", appId))
                .addAttributes(text("host.name", "box"))
                .addAttributes(integer("process.pid", 42))
                .addAttributes(text("telemetry.sdk.name", "gomon")));
  }

  /** A span with all that is required. */
  public static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(bytes(16, 1))
        .setSpanId(bytes(8, 0x11))
        .setName("the span")
        .setStartTimeUnixNano(1_781_234_567_890_123_456L)
        .setEndTimeUnixNano(1_781_234_567_890_123_456L + 1_843_211);
  }

  static Span.Event exception(String type, String message, String location, String stack) {
    return Span.Event.newBuilder()
        .setName("exception")
        .addAttributes(text("exception.stacktrace", stack))
        .addAttributes(text("exception.type", type))
        .addAttributes(text("exception.message", message))
        .addAttributes(text("gomon.location", location))
        .build();
  }

  /** Bytes that count up. */
  static ByteString bytes(int count, int first) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (first + i);
    }
    return ByteString.copyFrom(bytes);
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  public static KeyValue text(String key, String value) {
    return attribute(key, AnyValue.newBuilder().setStringValue(value).build());
  }

  static KeyValue integer(String key, long value) {
    return attribute(key, AnyValue.newBuilder().setIntValue(value).build());
  }

  static KeyValue bool(String key, boolean value) {
    return attribute(key, AnyValue.newBuilder().setBoolValue(value).build());
  }
}
