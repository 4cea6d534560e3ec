/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import static io.gomon.collector.ingest.otlp.Otlp.bytes;
import static io.gomon.collector.ingest.otlp.Otlp.integer;
import static io.gomon.collector.ingest.otlp.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.store.CollectedEvent;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What OTLP says around its items: who made them, by what, and what belongs to them. */
final class ResourcesAndLinksTest {
  private static final long DAY = 86_400_000_000_000L;
  private static final long MIDNIGHT = 1_781_222_400_000_000_000L;
  private static final String SCHEMA = "https://opentelemetry.io/schemas/1.37.0";
  private static final Resource RESOURCE =
      Resource.newBuilder()
          .addAttributes(text("service.version", "1.2.3"))
          .addAttributes(text("service.name", "billing"))
          .addAttributes(text("host.name", "box"))
          .addAttributes(integer("process.pid", 42))
          .addAttributes(text("k8s.pod.name", "billing-7"))
          .addAttributes(text("host", "mine"))
          .setDroppedAttributesCount(2)
          .build();
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder()
          .setName("lib")
          .setVersion("9")
          .addAttributes(text("k", "v"))
          .setDroppedAttributesCount(1)
          .build();

  @Test
  void decode_spanWithAllAroundIt_isTheSameByBothWires() throws Exception {
    Span.Link link =
        Span.Link.newBuilder()
            .setTraceId(bytes(16, 0x41))
            .setSpanId(bytes(8, 0x51))
            .setTraceState("a=b")
            .setFlags(257)
            .addAttributes(integer("n", 1))
            .setDroppedAttributesCount(4)
            .build();
    Span span =
        Otlp.span()
            .setTraceState("vendor=1")
            .setFlags(769)
            .addLinks(link)
            .addLinks(link.toBuilder().clear().setTraceId(bytes(16, 0x61)))
            .addEvents(
                Otlp.exception("X", "m", "A.java:1", "at A").toBuilder()
                    .setTimeUnixNano(9)
                    .addAttributes(text("exception.escaped", "true")))
            .addEvents(Span.Event.newBuilder().setName("retry").setDroppedAttributesCount(3))
            .setDroppedAttributesCount(5)
            .setDroppedEventsCount(6)
            .setDroppedLinksCount(7)
            .build();
    List<CollectedEvent> events = decodeBoth(request(span));
    assertThat(events).hasSize(2);
    assertThat(events.get(0).attributes())
        .isEqualTo(
            "{\"error\":[{\"type\":\"X\",\"msg\":\"m\",\"location\":\"A.java:1\",\"stack\":\"at A\","
                + "\"timeNanos\":9,\"attributes\":{\"exception.escaped\":\"true\"}}],"
                + "\"otel.events\":[{\"name\":\"retry\",\"timeNanos\":0,\"dropped-attributes\":3}],"
                + "\"otel.links\":[{\"trace\":\"4142434445464748494a4b4c4d4e4f50\","
                + "\"span\":\"5152535455565758\",\"trace-state\":\"a=b\",\"flags\":257,"
                + "\"attributes\":{\"n\":1},\"dropped-attributes\":4},"
                + "{\"trace\":\"6162636465666768696a6b6c6d6e6f70\",\"span\":\"0000000000000000\"}],"
                + "\"otel.scope\":{\"name\":\"lib\",\"version\":\"9\",\"schema-url\":\""
                + SCHEMA
                + "\",\"attributes\":{\"k\":\"v\"},\"dropped-attributes\":1},"
                + "\"otel.trace-state\":\"vendor=1\",\"otel.flags\":769,"
                + "\"otel.dropped\":{\"attributes\":5,\"events\":6,\"links\":7}}");
    CollectedEvent application = events.get(1);
    assertThat(application.fingerprint()).isEqualTo("application");
    assertThat(application.idHigh()).isEqualTo(events.get(0).appIdHigh());
    assertThat(application.idLow()).isEqualTo(events.get(0).appIdLow());
    assertThat(application.startNanos()).isEqualTo(MIDNIGHT);
    assertThat(application.attributes())
        .startsWith(
            "{\"application\":\"billing\",\"host\":\"box\",\"pid\":42,\"host.name\":\"box\","
                + "\"k8s.pod.name\":\"billing-7\",\"otel.host\":\"mine\",\"process.pid\":42,"
                + "\"service.name\":\"billing\",\"service.version\":\"1.2.3\",\"otel.schema-url\":\""
                + SCHEMA
                + "\",\"otel.dropped-attributes\":2,\"execution-id\":\"6f74656c-0000-8000-");
  }

  @Test
  void decode_logAndMetricWithAllAroundThem_areTheSameByBothWires() throws Exception {
    LogRecord log =
        LogRecord.newBuilder()
            .setTimeUnixNano(MIDNIGHT + 1)
            .setFlags(1)
            .setDroppedAttributesCount(2)
            .addAttributes(text("exception.message", "no type"))
            .build();
    List<CollectedEvent> logs =
        decodeBoth(
            ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(
                    ResourceLogs.newBuilder()
                        .setResource(RESOURCE)
                        .setSchemaUrl(SCHEMA)
                        .addScopeLogs(ScopeLogs.newBuilder().setScope(SCOPE).addLogRecords(log)))
                .build());
    String rest = "\"version\":\"9\",\"attributes\":{\"k\":\"v\"},\"dropped-attributes\":1}";
    assertThat(logs.get(0).attributes())
        .isEqualTo(
            "{\"logger\":\"lib\",\"exception.message\":\"no type\","
                + "\"error\":[{\"type\":\"(no type)\",\"msg\":\"no type\"}],\"otel.scope\":{"
                + rest
                + ",\"otel.flags\":1,\"otel.dropped\":{\"attributes\":2}}");
    Metric gauge =
        Metric.newBuilder()
            .setName("g")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(
                        NumberDataPoint.newBuilder().setAsInt(1).setTimeUnixNano(MIDNIGHT)))
            .build();
    List<CollectedEvent> points =
        decodeBoth(
            ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                    ResourceMetrics.newBuilder()
                        .setResource(RESOURCE)
                        .setSchemaUrl(SCHEMA)
                        .addScopeMetrics(
                            ScopeMetrics.newBuilder().setScope(SCOPE).addMetrics(gauge)))
                .build());
    assertThat(points.get(0).attributes())
        .isEqualTo(
            "{\"name\":\"g\",\"kind\":\"gauge\",\"scope\":\"lib\",\"otel.scope\":{"
                + rest
                + ",\"value\":1}");
    assertThat(points.get(1)).isEqualTo(logs.get(1));
    assertThat(points.get(0).appIdLow()).isEqualTo(logs.get(1).idLow());
  }

  @Test
  void decode_sameResourceInAnotherOrder_isTheSameApplication() throws Exception {
    Resource.Builder turned = RESOURCE.toBuilder().clearAttributes();
    for (KeyValue attribute : RESOURCE.getAttributesList()) {
      turned.addAttributes(0, attribute);
    }
    Resource other = RESOURCE.toBuilder().addAttributes(text("x", "y")).build();
    long id = applicationOf(RESOURCE).idLow();
    assertThat(applicationOf(turned.build()).idLow()).isEqualTo(id);
    assertThat(applicationOf(other).idLow()).isNotEqualTo(id);
  }

  @Test
  void decode_resourceOfItsServiceAlone_hasNoEvent() throws Exception {
    Resource bare = Resource.newBuilder().addAttributes(text("service.name", "s")).build();
    List<CollectedEvent> events = decodeBoth(request(ResourceSpans.newBuilder().setResource(bare)));
    assertThat(events).singleElement().matches(event -> event.appIdHigh() == 0);
  }

  @Test
  void decode_itemsOfManyDays_haveAnEventOnEachUpToALimit() throws Exception {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int day = 0; day < 40; day++) {
      scope.addSpans(Otlp.span().setStartTimeUnixNano(MIDNIGHT - day * DAY + 5));
    }
    ResourceSpans.Builder resource = ResourceSpans.newBuilder().setResource(RESOURCE);
    List<CollectedEvent> events =
        decodeBoth(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(resource.addScopeSpans(scope))
                .build());
    assertThat(events).hasSize(40 + 32);
    assertThat(events.subList(40, 72))
        .extracting(CollectedEvent::startNanos)
        .allMatch(start -> start % DAY == 0)
        .doesNotHaveDuplicates();
  }

  private static CollectedEvent applicationOf(Resource resource) throws Exception {
    return decodeBoth(request(ResourceSpans.newBuilder().setResource(resource))).get(1);
  }

  private static ExportTraceServiceRequest request(ResourceSpans.Builder resource) {
    return Otlp.request(resource, Otlp.span().build());
  }

  private static ExportTraceServiceRequest request(Span span) {
    ScopeSpans scope =
        ScopeSpans.newBuilder().setScope(SCOPE).addSpans(span).setSchemaUrl(SCHEMA).build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(RESOURCE)
                .addScopeSpans(scope)
                .setSchemaUrl(SCHEMA))
        .build();
  }

  /** By either wire; what differs is an error, but for ids that are made of the body. */
  private static List<CollectedEvent> decodeBoth(Message request) throws Exception {
    Signal signal =
        request instanceof ExportTraceServiceRequest
            ? Signal.TRACES
            : request instanceof ExportLogsServiceRequest ? Signal.LOGS : Signal.METRICS;
    byte[] json = OtlpJsonText.of(request).getBytes(StandardCharsets.UTF_8);
    List<CollectedEvent> byProtobuf =
        new OtlpProtobuf(1, signal)
            .decode(request.toByteArray(), Otlp.ORIGIN, Room.UNLIMITED)
            .events();
    List<CollectedEvent> byJson =
        new OtlpJson(2, signal).decode(json, Otlp.ORIGIN, Room.UNLIMITED).events();
    assertThat(byJson)
        .usingRecursiveComparison()
        .ignoringFields(
            signal == Signal.TRACES
                ? new String[0]
                : new String[] {"idHigh", "idLow", "traceHigh", "traceLow"})
        .isEqualTo(byProtobuf);
    return byProtobuf;
  }
}
