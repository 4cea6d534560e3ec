/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gomon.Event;
import io.gomon.Gomon;
import io.gomon.listener.EventJson;
import io.gomon.spi.Redactor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever events hold: both encoders take them, protobuf's own classes read them and would write
 * the same bytes, and what is read is what the table says. Run by Jazzer, in seconds with {@code
 * mvn verify}, in minutes with {@code -Pfuzz}.
 */
class EncoderFuzzTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<Event> FED = new ArrayList<>();

  private static final Gomon GOMON =
      Gomon.builder("fuzz \uD83D\uDE00")
          .listener(FED::add)
          .shutdownHook(false)
          .discoverPlugins(false)
          .redactor(new NothingIsSecret())
          .start();

  private static final Run RUN = firstRun();

  private static Run firstRun() {
    assertThat(GOMON.flush(Duration.ofSeconds(20))).isTrue();
    return Run.of(FED.get(0));
  }

  /** Secrets have tests of their own. */
  private static final class NothingIsSecret implements Redactor {
    @Override
    public boolean isSecret(String key) {
      return false;
    }

    @Override
    public String redact(String text) {
      return text;
    }
  }

  @FuzzTest(maxDuration = "10s")
  void encode_anyEvents_areReadBackEqual(FuzzedDataProvider data) throws Exception {
    FED.clear();
    FuzzedEvents events = new FuzzedEvents(data);
    int limit = data.consumeBoolean() ? Integer.MAX_VALUE - 8 : data.consumeInt(0, 20_000);
    do {
      events.make(GOMON);
    } while (data.remainingBytes() > 0);
    assertThat(GOMON.flush(Duration.ofSeconds(20))).isTrue();
    List<Event> fed = List.copyOf(FED);
    readProtobuf(fed, limit);
    readJson(fed, limit);
  }

  private static void readProtobuf(List<Event> events, int limit) throws Exception {
    OtlpEncoder encoder = new OtlpEncoder();
    Bytes out = new Bytes();
    List<Event> encoded = encode(encoder, events, out, limit);
    byte[] body = encoder.body(RUN, out);
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
    assertThat(request.toByteArray()).isEqualTo(body);
    List<Span> spans = request.getResourceSpans(0).getScopeSpans(0).getSpansList();
    assertThat(spans).hasSameSizeAs(encoded);
    for (int i = 0; i < spans.size(); i++) {
      SpanTable.compare(spans.get(i), encoded.get(i));
    }
  }

  private static void readJson(List<Event> events, int limit) {
    JsonEncoder encoder = new JsonEncoder();
    Bytes out = new Bytes();
    List<Event> encoded = encode(encoder, events, out, limit);
    String body = new String(encoder.body(RUN, out), StandardCharsets.UTF_8);
    List<String> lines = body.lines().toList();
    assertThat(lines).hasSameSizeAs(encoded);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(JSON.readTree(lines.get(i)))
          .isEqualTo(JSON.readTree(EventJson.toJson(encoded.get(i))));
    }
  }

  /** As a batch is filled: an event that does not fit leaves nothing behind. */
  private static List<Event> encode(
      EventEncoder encoder, List<Event> events, Bytes out, int limit) {
    List<Event> encoded = new ArrayList<>();
    out.limit(limit);
    for (Event event : events) {
      int before = out.size();
      try {
        encoder.encode(event, out);
        encoded.add(event);
      } catch (Bytes.LimitException e) {
        out.cutBackTo(before);
      }
    }
    return encoded;
  }
}
