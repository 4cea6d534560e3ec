/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static io.gomon.exporter.SpanTable.attributes;
import static io.gomon.exporter.SpanTable.bytes;
import static io.gomon.exporter.SpanTable.compare;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.RemoteParent;
import io.gomon.Scope;
import io.gomon.W3cTraceContext;
import io.gomon.testkit.RecordingListener;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpEncoderTest {
  private static final String[] FINGERPRINTS = {
    "http-servlet", "http-roundtripper", "sql-wstmt-query", "sql-tx-exec", "conn-prepare", "my-own"
  };
  private static final String[] KEYS = {
    "method", "route", "response_code", "resp-status", "query", "url", "note", "größe", "gomon.id"
  };

  private final RecordingListener recorded = new RecordingListener();
  private final Gomon gomon =
      Gomon.builder("shop \uD83D\uDE00")
          .listener(recorded)
          .shutdownHook(false)
          .discoverPlugins(false)
          .start();

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
  }

  @Test
  void body_oneEvent_hasResourceAndScopeOfItsRun() throws Exception {
    gomon.start("my-own").finish();
    ExportTraceServiceRequest request = encode(finished());
    ResourceSpans resourceSpans = request.getResourceSpans(0);
    Event application = recorded.events().get(0);
    Map<String, Object> resource = attributes(resourceSpans.getResource().getAttributesList());
    assertThat(resource)
        .containsEntry("service.name", "shop \uD83D\uDE00")
        .containsEntry("service.instance.id", gomon.applicationId().toString())
        .containsEntry("host.name", application.get("host"))
        .containsEntry("process.pid", ProcessHandle.current().pid())
        .containsEntry("telemetry.sdk.name", "gomon")
        .containsEntry("telemetry.sdk.language", "java")
        .containsEntry("telemetry.sdk.version", application.get("gomon-version"))
        .hasSize(7);
    ScopeSpans scopeSpans = resourceSpans.getScopeSpans(0);
    assertThat(scopeSpans.getScope().getName()).isEqualTo("gomon");
    assertThat(scopeSpans.getScope().getVersion()).isEqualTo(application.get("gomon-version"));
  }

  @Test
  void encode_applicationEvent_leavesOutWhatTheResourceSays() throws Exception {
    assertThat(gomon.flush(Duration.ofSeconds(10))).isTrue();
    Event application = recorded.events().get(0);
    Span span = encode(List.of(application)).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    assertThat(attributes(span.getAttributesList()))
        .containsOnlyKeys(
            "gomon.id", "gomon.fp", "gomon.open", "execution-id", "jvm", "gomon-version");
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(span.getEndTimeUnixNano()).isEqualTo(span.getStartTimeUnixNano()).isPositive();
  }

  @Test
  void encode_parents_areWholeWhereTheyAreOurs() throws Exception {
    RemoteParent foreign =
        W3cTraceContext.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null);
    try (EventTracker root = gomon.start("my-root");
        Scope scope = root.makeCurrent()) {
      gomon.start("my-child").finish();
    }
    gomon.startInbound("my-inbound", foreign).finish();
    List<Span> spans = encode(finished()).getResourceSpans(0).getScopeSpans(0).getSpansList();
    Event root = finished().get(1);
    assertThat(spans).hasSize(3);
    assertThat(spans.get(0).getParentSpanId()).isEqualTo(bytes(root.idLow()));
    assertThat(attributes(spans.get(0).getAttributesList()))
        .containsEntry("gomon.parent", root.id().toString());
    assertThat(spans.get(1).getParentSpanId().isEmpty()).isTrue();
    assertThat(attributes(spans.get(1).getAttributesList())).doesNotContainKey("gomon.parent");
    assertThat(spans.get(2).getParentSpanId()).isEqualTo(bytes(0xb7ad6b7169203331L));
    assertThat(spans.get(2).getTraceId())
        .isEqualTo(bytes(0x0af7651916cd43ddL, 0x8448eb211c80319cL));
    assertThat(attributes(spans.get(2).getAttributesList())).doesNotContainKey("gomon.parent");
  }

  @Test
  void encode_errors_areExceptionEventsAtTheEnd() throws Exception {
    gomon
        .start("my-own")
        .addError(new IllegalStateException("broken \uD800 pipe"))
        .addError(new IllegalArgumentException())
        .finish();
    Span span = encode(finished()).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(span.getEventsList()).hasSize(2);
    Map<String, Object> first = attributes(span.getEvents(0).getAttributesList());
    assertThat(span.getEvents(0).getName()).isEqualTo("exception");
    assertThat(span.getEvents(0).getTimeUnixNano()).isEqualTo(span.getEndTimeUnixNano());
    assertThat(first)
        .containsEntry("exception.type", "java.lang.IllegalStateException")
        .containsEntry("exception.message", "broken \uFFFD pipe");
    assertThat((String) first.get("gomon.location")).startsWith("OtlpEncoderTest.java:");
    assertThat((String) first.get("exception.stacktrace")).contains("OtlpEncoderTest");
    assertThat(attributes(span.getEvents(1).getAttributesList()))
        .doesNotContainKey("exception.message");
  }

  @Test
  void encode_statusOfHttp_isTheSpansStatus() throws Exception {
    gomon.start("http-servlet").set("response_code", 499).finish();
    gomon.start("http-servlet").set("response_code", 500).finish();
    gomon.start("http-roundtripper").set("resp-status", 399).finish();
    gomon.start("http-roundtripper").set("resp-status", 400).finish();
    ScopeSpans spans = encode(finished()).getResourceSpans(0).getScopeSpans(0);
    assertThat(spans.getSpansList())
        .extracting(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
        .containsExactly(false, true, false, true);
  }

  @Test
  void encode_textCutInHalfAPair_isValidUtf8() throws Exception {
    gomon.start("my-\uDC00").set("\uD83D", "a\uD83D\uDE00b\uDE00c\uD83D").finish();
    Span span = encode(finished()).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    assertThat(span.getName()).isEqualTo("my-\uFFFD");
    assertThat(attributes(span.getAttributesList()))
        .containsEntry("\uFFFD", "a\uD83D\uDE00b\uFFFDc\uFFFD");
  }

  /** A thousand events of any content, against a second, slow reading of the table. */
  @Test
  void encode_randomEvents_sayWhatTheTableSays() throws Exception {
    Random random = new Random(20260101);
    for (int i = 0; i < 1_000; i++) {
      makeRandom(random);
    }
    List<Event> events = finished();
    assertThat(events).hasSize(1_000);
    ExportTraceServiceRequest request = encode(events);
    List<Span> spans = request.getResourceSpans(0).getScopeSpans(0).getSpansList();
    assertThat(spans).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      compare(spans.get(i), events.get(i));
    }
  }

  private void makeRandom(Random random) {
    EventTracker tracker = gomon.start(FINGERPRINTS[random.nextInt(FINGERPRINTS.length)]);
    for (int i = random.nextInt(8); i > 0; i--) {
      setRandom(tracker, KEYS[random.nextInt(KEYS.length)], random);
    }
    if (random.nextInt(4) == 0) {
      tracker.addError(new RuntimeException(text(random)));
    }
    if (random.nextInt(10) == 0) {
      tracker.announce();
    }
    tracker.finish();
  }

  private static void setRandom(EventTracker tracker, String key, Random random) {
    switch (random.nextInt(7)) {
      case 0 -> tracker.set(key, text(random));
      case 1 -> tracker.set(key, random.nextLong() >> random.nextInt(64));
      case 2 -> tracker.set(key, random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian());
      case 3 -> tracker.set(key, random.nextBoolean());
      case 4 -> tracker.set(key, new byte[random.nextInt(300)]);
      case 5 -> tracker.set(key, list(random, 3));
      default -> tracker.set(key, map(random, 3));
    }
  }

  private static String text(Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(40);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(
          switch (random.nextInt(8)) {
            case 0 -> (char) random.nextInt(0x10000);
            case 1 -> 'ß';
            case 2 -> (char) (0xD800 + random.nextInt(0x800));
            default -> (char) (' ' + random.nextInt(95));
          });
    }
    return text.toString();
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> text(random);
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> null;
      case 4 -> new byte[] {1, 2, (byte) random.nextInt()};
      case 5 -> list(random, depth - 1);
      default -> map(random, depth - 1);
    };
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value(random, depth));
    }
    return list;
  }

  private static Map<String, Object> map(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put("k" + i, value(random, depth));
    }
    return map;
  }

  private List<Event> finished() {
    assertThat(gomon.flush(Duration.ofSeconds(10))).isTrue();
    return recorded.events().stream().filter(e -> !e.isApplication() && !e.isOpen()).toList();
  }

  /** Encodes as one batch; what protobuf's own classes would write must be the same bytes. */
  private ExportTraceServiceRequest encode(List<Event> events)
      throws InvalidProtocolBufferException {
    OtlpEncoder encoder = new OtlpEncoder();
    Bytes out = new Bytes();
    events.forEach(event -> encoder.encode(event, out));
    byte[] body = encoder.body(Run.of(recorded.events().get(0)), out);
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
    assertThat(request.toByteArray()).isEqualTo(body);
    return request;
  }

  @Test
  void uuid_anyValue_isWrittenAsJavaDoes() throws Exception {
    UUID id = new UUID(0x0123456789abcdefL, 0xfedcba9876543210L);
    Bytes out = new Bytes();
    new ProtoWriter(out).uuidField(1, id.getMostSignificantBits(), id.getLeastSignificantBits());
    assertThat(AnyValue.parseFrom(out.copyBehind(new Bytes())).getStringValue())
        .isEqualTo(id.toString());
    assertThat(out.size()).isEqualTo(38);
  }
}
