/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import static io.gomon.collector.ingest.otlp.Otlp.attribute;
import static io.gomon.collector.ingest.otlp.Otlp.bool;
import static io.gomon.collector.ingest.otlp.Otlp.integer;
import static io.gomon.collector.ingest.otlp.Otlp.request;
import static io.gomon.collector.ingest.otlp.Otlp.span;
import static io.gomon.collector.ingest.otlp.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.store.CollectedEvent;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against messages that OpenTelemetry's own generated classes have built. */
final class OtlpProtobufDecoderTest {
  private static final String APP = "019f1c2e-0000-7abc-8000-000000000001";
  private static final String ID = "019f1c2e-8a4b-7c31-9d2e-5b7f00a1c3d4";

  private final OtlpProtobuf decoder = new OtlpProtobuf(1, Signal.TRACES);

  @Test
  void decode_gomonRequest_hasItsIdsAndTheApplicationAsParent() throws Exception {
    CollectedEvent event =
        decodeOne(
            Otlp.gomon(APP),
            gomonSpan("http-servlet")
                .addAttributes(text("http.request.method", "GET"))
                .addAttributes(text("http.route", "/item/{id}"))
                .addAttributes(integer("http.response.status_code", 200))
                .build());
    assertThat(event.idHigh()).isEqualTo(0x019f1c2e8a4b7c31L);
    assertThat(event.idLow()).isEqualTo(0x9d2e5b7f00a1c3d4L);
    assertThat(event.parentHigh()).isEqualTo(event.appIdHigh()).isEqualTo(0x019f1c2e00007abcL);
    assertThat(event.parentLow()).isEqualTo(event.appIdLow()).isEqualTo(0x8000000000000001L);
    assertThat(event.traceHigh()).isEqualTo(0x0102030405060708L);
    assertThat(event.traceLow()).isEqualTo(0x090a0b0c0d0e0f10L);
    assertThat(event.service()).isEqualTo("shop");
    assertThat(event.fingerprint()).isEqualTo("http-servlet");
    assertThat(event.operation()).isEqualTo("GET /item/{id}");
    assertThat(event.startNanos()).isEqualTo(1_781_234_567_890_123_456L);
    assertThat(event.lapsedNanos()).isEqualTo(1_843_211);
    assertThat(event.failed()).isFalse();
    assertThat(event.attributes())
        .isEqualTo("{\"method\":\"GET\",\"route\":\"/item/{id}\",\"response_code\":200}");
  }

  @Test
  void decode_eachFingerprint_hasGomonsKeys() throws Exception {
    assertThat(renamed("http-roundtripper", "http.request.method")).isEqualTo("method");
    assertThat(renamed("http-roundtripper", "http.response.status_code")).isEqualTo("resp-status");
    assertThat(renamed("http-roundtripper", "http.route")).isEqualTo("http.route");
    for (String sql :
        List.of(
            "sql-wconn-query",
            "sql-wconn-exec",
            "sql-wstmt-query",
            "sql-wstmt-exec",
            "conn-prepare")) {
      assertThat(renamed(sql, "db.query.text")).isEqualTo("query");
    }
    assertThat(renamed("custom", "db.query.text")).isEqualTo("db.query.text");
    assertThat(renamed("custom", "gomon.truncated")).isEqualTo("gomon:truncated");
  }

  @Test
  void decode_gomonParent_isTakenWholeAndASpanIdInHalf() throws Exception {
    Span.Builder span = gomonSpan("custom").setParentSpanId(Otlp.bytes(8, 0x21));
    CollectedEvent half = decodeOne(Otlp.gomon(APP), span.build());
    assertThat(half.parentHigh()).isZero();
    assertThat(half.parentLow()).isEqualTo(0x2122232425262728L);

    span.addAttributes(text("gomon.parent", "019f1c2e-8a40-7000-2122-232425262728"));
    CollectedEvent whole = decodeOne(Otlp.gomon(APP), span.build());
    assertThat(whole.parentHigh()).isEqualTo(0x019f1c2e8a407000L);
    assertThat(whole.parentLow()).isEqualTo(0x2122232425262728L);
  }

  @Test
  void decode_applicationEvent_hasNoParentAndTheResourcesKeys() throws Exception {
    CollectedEvent event =
        decodeOne(
            Otlp.gomon(APP),
            gomonSpan("application").addAttributes(bool("gomon.open", true)).build());
    assertThat(event.parentHigh()).isZero();
    assertThat(event.parentLow()).isZero();
    assertThat(event.isOpen()).isTrue();
    assertThat(event.attributes())
        .isEqualTo("{\"application\":\"shop\",\"host\":\"box\",\"pid\":42}");
  }

  @Test
  void decode_errors_becomeTheErrorList() throws Exception {
    CollectedEvent event =
        decodeOne(
            Otlp.gomon(APP),
            gomonSpan("custom")
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                .addEvents(Otlp.exception("java.io.IOException", "gone", "A.java:3", "at A"))
                .addEvents(Otlp.exception("X", "\"quoted\"", "B.java:4", "at B"))
                .build());
    assertThat(event.failed()).isTrue();
    assertThat(event.attributes())
        .isEqualTo(
            "{\"error\":[{\"type\":\"java.io.IOException\",\"msg\":\"gone\",\"location\":\"A.java:3\","
                + "\"stack\":\"at A\"},{\"type\":\"X\",\"msg\":\"\\\"quoted\\\"\","
                + "\"location\":\"B.java:4\",\"stack\":\"at B\"}]}");
  }

  @Test
  void decode_foreignSpan_keepsItsNamesAndHalfAnId() throws Exception {
    CollectedEvent event =
        decodeOne(
            Otlp.foreign("billing"),
            span()
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .setParentSpanId(Otlp.bytes(8, 0x31))
                .setStatus(
                    Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("timeout"))
                .addAttributes(text("http.request.method", "GET"))
                .addAttributes(bool("error", true))
                .addAttributes(text("id", "theirs"))
                .addEvents(
                    Span.Event.newBuilder()
                        .setName("retry")
                        .setTimeUnixNano(7)
                        .addAttributes(integer("n", 1)))
                .build());
    assertThat(event.idHigh()).isZero();
    assertThat(event.idLow()).isEqualTo(0x1112131415161718L);
    assertThat(event.parentHigh()).isZero();
    assertThat(event.parentLow()).isEqualTo(0x3132333435363738L);
    assertThat(event.appIdHigh()).isEqualTo(ResourceDraft.FOREIGN_HIGH);
    assertThat(event.service()).isEqualTo("billing");
    assertThat(event.fingerprint()).isEqualTo("otel-client");
    assertThat(event.operation()).isEqualTo("the span");
    assertThat(event.failed()).isTrue();
    assertThat(event.attributes())
        .isEqualTo(
            "{\"http.request.method\":\"GET\",\"otel.error\":true,\"otel.id\":\"theirs\","
                + "\"error\":[{\"type\":\"(no type)\",\"msg\":\"timeout\"}],"
                + "\"otel.events\":[{\"name\":\"retry\",\"timeNanos\":7,\"attributes\":{\"n\":1}}]}");
  }

  @Test
  void decode_foreignKinds_areTheFingerprints() throws Exception {
    List<String> fingerprints =
        List.of(
            "otel-internal",
            "otel-internal",
            "otel-server",
            "otel-client",
            "otel-producer",
            "otel-consumer",
            "otel-internal");
    for (int kind = 0; kind < fingerprints.size(); kind++) {
      CollectedEvent event = decodeOne(Otlp.foreign("s"), span().setKindValue(kind).build());
      assertThat(event.fingerprint()).as("kind %s", kind).isEqualTo(fingerprints.get(kind));
      assertThat(event.parentLow() | event.parentHigh()).isZero();
    }
  }

  @Test
  void decode_allValueTypes_becomeTheirJson() throws Exception {
    AnyValue one = AnyValue.newBuilder().setIntValue(1).build();
    AnyValue list =
        AnyValue.newBuilder()
            .setArrayValue(
                ArrayValue.newBuilder().addValues(one).addValues(AnyValue.getDefaultInstance()))
            .build();
    AnyValue map =
        AnyValue.newBuilder()
            .setKvlistValue(KeyValueList.newBuilder().addValues(attribute("inner", list)))
            .build();
    CollectedEvent event =
        decodeOne(
            Otlp.foreign("s"),
            span()
                .addAttributes(integer("int", Long.MIN_VALUE))
                .addAttributes(attribute("dbl", AnyValue.newBuilder().setDoubleValue(2).build()))
                .addAttributes(
                    attribute("nan", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()))
                .addAttributes(
                    attribute(
                        "bytes",
                        AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("hi")).build()))
                .addAttributes(attribute("map", map))
                .addAttributes(attribute("none", AnyValue.getDefaultInstance()))
                .addAttributes(text("text", "a\"\\\u0000\uD83D\uDE00"))
                .addAttributes(text("text", "again"))
                .build());
    assertThat(event.attributes())
        .isEqualTo(
            "{\"int\":-9223372036854775808,\"dbl\":2.0,\"nan\":\"NaN\","
                + "\"bytes\":{\"base64\":\"aGk=\"},\"map\":{\"inner\":[1,null]},"
                + "\"text\":\"a\\\"\\\\\\u0000\uD83D\uDE00\"}");
  }

  @Test
  void decode_resourceBehindItsSpans_belongsToThem() throws Exception {
    ResourceSpans both = request(Otlp.foreign("late"), span().build()).getResourceSpans(0);
    byte[] spansFirst =
        ResourceSpans.newBuilder().addAllScopeSpans(both.getScopeSpansList()).build().toByteArray();
    byte[] resource =
        ResourceSpans.newBuilder().setResource(both.getResource()).build().toByteArray();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(0x0a);
    joined.write(0x80 | ((spansFirst.length + resource.length) & 0x7f));
    joined.write((spansFirst.length + resource.length) >> 7);
    joined.write(spansFirst);
    joined.write(resource);
    assertThat(decode(joined.toByteArray()).get(0).service()).isEqualTo("late");
  }

  @Test
  void decode_truncatedAnywhere_isRefusedOrWhole() throws Exception {
    byte[] whole =
        request(Otlp.gomon(APP), gomonSpan("custom").addAttributes(text("a", "b")).build())
            .toByteArray();
    for (int size = 1; size < whole.length; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      assertThatThrownBy(() -> decode(cut))
          .as("%s bytes", size)
          .isInstanceOf(BadBatchException.class);
    }
    assertThat(decode(whole)).hasSize(1);
    assertThat(decode(new byte[0])).isEmpty();
  }

  @Test
  void decode_anyByteChanged_neverFailsInAnotherWay() {
    byte[] whole =
        request(Otlp.gomon(APP), gomonSpan("custom").addAttributes(text("a", "b")).build())
            .toByteArray();
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << bit);
        try {
          decode(damaged);
        } catch (BadBatchException e) {
          assertThat(e).hasMessageMatching("(?s).+");
        }
      }
    }
  }

  @Test
  void decode_wrongIds_saysWhich() {
    assertRefused(span().setTraceId(Otlp.bytes(15, 1)).build(), "trace_id must be 16 bytes");
    assertRefused(span().setSpanId(Otlp.bytes(7, 1)).build(), "span_id must be 8 bytes");
    assertRefused(span().setParentSpanId(Otlp.bytes(9, 1)).build(), "parent_span_id must be 8");
    assertRefused(span().clearSpanId().build(), "span 1: ");
    assertRefused(span().setStartTimeUnixNano(-1).build(), "below 2^63");
  }

  @Test
  void decode_oneSpanOfThreeIsWrong_costsItAlone() throws Exception {
    Span good = span().addAttributes(text("a", "b")).build();
    for (Span bad :
        List.of(
            span().setTraceId(Otlp.bytes(15, 1)).setName("x").build(),
            span().clearSpanId().build(),
            span().setParentSpanId(Otlp.bytes(9, 1)).addAttributes(text("a", "b")).build(),
            span().setEndTimeUnixNano(-1).build())) {
      byte[] body = request(Otlp.foreign("s"), good, bad, good).toByteArray();
      Decoded decoded = decoder.decode(body, Otlp.ORIGIN, Room.UNLIMITED);
      assertThat(Otlp.items(decoded.events()))
          .extracting(CollectedEvent::attributes)
          .containsExactly("{\"a\":\"b\"}", "{\"a\":\"b\"}");
      assertThat(decoded.verdict().rejected()).isEqualTo(1);
      assertThat(decoded.verdict().firstReason()).startsWith("span 2: ");
    }
  }

  @Test
  void decode_valueNestsTooDeep_isCutAndCounted() throws Exception {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int i = 0; i < 90; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    CollectedEvent event =
        decodeOne(Otlp.foreign("s"), span().addAttributes(attribute("deep", value)).build());
    assertThat(event.attributes())
        .isEqualTo(
            "{\"deep\":" + "[".repeat(32) + "null" + "]".repeat(32) + ",\"gomon:truncated\":1}");
  }

  @Test
  void decode_moreThanASpanMayHold_isCutAndCounted() throws Exception {
    Span.Builder span = span().addAttributes(integer("gomon.truncated", 2));
    span.addAttributes(text("gomon.fp", "x")).addAttributes(text("long", "x".repeat(70_000)));
    for (int i = 0; i < 1_100; i++) {
      span.addAttributes(integer("k" + i, 1)).addEvents(Span.Event.newBuilder().setName("e"));
    }
    CollectedEvent event = decodeOne(Otlp.foreign("s"), span.build());
    assertThat(event.attributes())
        .startsWith("{\"long\":\"" + "x".repeat(65_536) + "\",\"k0\":1")
        .contains(",\"k1020\":1,\"otel.events\":[")
        .doesNotContain("k1021")
        .endsWith("}],\"gomon:truncated\":182}");
  }

  @Test
  void decode_moreEventsThanAllowed_isTooLarge() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    Span one = span().build();
    for (int i = 0; i <= EventBatch.MAX_ITEMS; i++) {
      scope.addSpans(one);
    }
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> decode(body))
        .isInstanceOfSatisfying(BadBatchException.class, e -> assertThat(e.isTooLarge()).isTrue());
  }

  private List<CollectedEvent> decode(byte[] body) throws BadBatchException {
    return decoder.decode(body, Otlp.ORIGIN, Room.UNLIMITED).events();
  }

  private void assertRefused(Span span, String message) {
    byte[] body = request(Otlp.foreign("s"), span).toByteArray();
    assertThatThrownBy(() -> decode(body))
        .isInstanceOf(BadBatchException.class)
        .hasMessageContaining(message);
  }

  private static Span.Builder gomonSpan(String fingerprint) {
    return span()
        .setName(fingerprint.equals("http-servlet") ? "GET /item/{id}" : fingerprint)
        .addAttributes(text("gomon.id", ID))
        .addAttributes(text("gomon.fp", fingerprint));
  }

  private String renamed(String fingerprint, String attribute) throws Exception {
    CollectedEvent event =
        decodeOne(
            Otlp.gomon(APP), gomonSpan(fingerprint).addAttributes(text(attribute, "v")).build());
    return event.attributes().substring(2, event.attributes().indexOf("\":"));
  }

  private CollectedEvent decodeOne(ResourceSpans.Builder resource, Span span) throws Exception {
    List<CollectedEvent> events = Otlp.items(decode(request(resource, span).toByteArray()));
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
