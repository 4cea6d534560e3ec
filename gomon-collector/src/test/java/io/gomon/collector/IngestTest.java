/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static io.gomon.collector.CollectorFixture.event;
import static io.gomon.collector.CollectorFixture.gzip;
import static io.gomon.collector.CollectorFixture.send;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.gomon.collector.http.Limits;
import io.gomon.collector.ingest.otlp.Otlp;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.testkit.Conditions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good requests, from the socket to the store. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IngestTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_sentByTheOpenTelemetrySdk_areStored(String compression) throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      OtlpHttpSpanExporter exporter =
          OtlpHttpSpanExporter.builder()
              .setEndpoint("http://127.0.0.1:" + collector.collector.port() + "/v1/traces")
              .setCompression(compression)
              .build();
      SdkTracerProvider provider =
          SdkTracerProvider.builder()
              .setResource(
                  Resource.create(
                      io.opentelemetry.api.common.Attributes.of(
                          AttributeKey.stringKey("service.name"), "billing")))
              .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
              .build();
      Span parent =
          provider.get("test").spanBuilder("GET /pay").setSpanKind(SpanKind.SERVER).startSpan();
      Span child =
          provider
              .get("test")
              .spanBuilder("SELECT")
              .setParent(io.opentelemetry.context.Context.root().with(parent))
              .setAttribute(AttributeKey.longArrayKey("list"), List.of(1L, 2L))
              .startSpan();
      child.recordException(new IllegalStateException("boom"));
      child.setStatus(StatusCode.ERROR);
      child.end();
      parent.end();
      assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(provider.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

      List<CollectedEvent> events = collector.store.awaitEvents(2);
      assertThat(events).hasSize(2).allMatch(event -> event.service().equals("billing"));
      CollectedEvent stored = events.get(0);
      assertThat(stored.parentLow()).isEqualTo(events.get(1).idLow());
      assertThat(stored.traceLow()).isEqualTo(events.get(1).traceLow());
      assertThat(Long.toHexString(stored.idLow()))
          .isEqualTo(child.getSpanContext().getSpanId().replaceFirst("^0+", ""));
      assertThat(stored.operation()).isEqualTo("SELECT");
      assertThat(stored.failed()).isTrue();
      assertThat(stored.attributes())
          .startsWith("{\"list\":[1,2],\"error\":[{\"type\":\"java.lang.IllegalStateException\"")
          .contains("\"msg\":\"boom\"");
      assertThat(events.get(1).fingerprint()).isEqualTo("otel-server");
      assertThat(events.get(1).lapsedNanos()).isPositive();
    }
  }

  @Test
  void otlp_success_isAnEmptyMessageOfTheSameType() throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      byte[] body = Otlp.request(Otlp.foreign("s"), Otlp.span().build()).toByteArray();
      HttpResponse<String> protobuf =
          send(collector.post("/v1/traces", "application/x-protobuf", body));
      assertThat(protobuf.statusCode()).isEqualTo(200);
      assertThat(protobuf.body()).isEmpty();
      assertThat(protobuf.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
      HttpResponse<String> json =
          send(
              collector.post(
                  "/v1/traces",
                  "application/json; charset=utf-8",
                  "{}".getBytes(StandardCharsets.UTF_8)));
      assertThat(json.statusCode()).isEqualTo(200);
      assertThat(json.body()).isEqualTo("{}");
    }
  }

  @Test
  void batch_repeated_isAnsweredTheSameAndStoredOnce() throws Exception {
    String body = "[" + event() + "," + event() + "]";
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      for (int i = 0; i < 3; i++) {
        assertAccepted(collector, body, "batch-1", 2);
      }
      assertAccepted(collector, event(), "batch-2", 1);
      assertThat(collector.store.awaitEvents(3)).hasSize(3);
      assertThat(collector.collector.status().duplicateBatches()).isEqualTo(2);
      assertThat(collector.collector.status().acceptedEvents()).isEqualTo(3);
    }
    try (CollectorFixture restarted = CollectorFixture.start(folder)) {
      assertAccepted(restarted, body, "batch-1", 2);
      assertThat(restarted.store.awaitEvents(3)).hasSize(3);
      assertThat(restarted.collector.status().duplicateBatches()).isEqualTo(1);
    }
  }

  @Test
  void batch_refusedFirst_isTakenWhenItIsRight() throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      HttpRequest.Builder bad = collector.postEvents("{}").header("Gomon-Batch-Id", "b");
      assertThat(send(bad).statusCode()).isEqualTo(400);
      assertAccepted(collector, event(), "b", 1);
      assertThat(collector.store.awaitEvents(1)).hasSize(1);
    }
  }

  @Test
  void restart_servicesOfEarlierBatches_areFoundAgain() throws Exception {
    String application = event().replace("\"custom\"", "\"application\",\"application\":\"named\"");
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      send(collector.postEvents(application));
      send(collector.postEvents(event()).header("Gomon-Service", "caf%C3%A9+1%25"));
      send(
          collector
              .post(
                  "/api/v1/events",
                  "application/x-ndjson",
                  gzip(event().getBytes(StandardCharsets.UTF_8)))
              .header("Content-Encoding", "gzip"));
      send(
          collector
              .post(
                  "/api/v1/events",
                  "application/json",
                  Zstd.compress(event().getBytes(StandardCharsets.UTF_8)))
              .header("Gomon-Service", "zstd")
              .header("Content-Encoding", "zstd"));
      assertThat(collector.store.awaitEvents(4))
          .extracting(CollectedEvent::service)
          .containsExactly("named", "café+1%", "named", "zstd");
    }
    try (CollectorFixture restarted = CollectorFixture.start(folder)) {
      assertThat(restarted.store.awaitEvents(4))
          .extracting(CollectedEvent::service)
          .containsExactly("named", "café+1%", "named", "zstd");
    }
  }

  @Test
  void requests_tooManyAtOnce_areSentAway() throws Exception {
    Limits limits = new Limits(100_000, 200_000, 1, 1_000_000);
    try (CollectorFixture collector = CollectorFixture.start(folder, limits, 1 << 24);
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), collector.collector.port())) {
      OutputStream out = slow.getOutputStream();
      out.write(
          String.join(
                  "\r\n",
                  "POST /api/v1/events HTTP/1.1",
                  "Host: localhost",
                  "Content-Type: application/json",
                  "Content-Length: 10",
                  "Expect: 100-continue",
                  "",
                  "")
              .getBytes(US_ASCII));
      out.flush();
      String proceed = "HTTP/1.1 100 Continue\r\n\r\n"; // is sent when the body is asked for
      assertThat(new String(slow.getInputStream().readNBytes(proceed.length()), US_ASCII))
          .isEqualTo(proceed);
      HttpResponse<String> answer = send(collector.postEvents(event()));
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(answer.body()).contains("more than 1 requests at once");
      out.write("1234567890".getBytes(US_ASCII));
      out.flush();
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      assertThat(send(collector.postEvents(event())).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void requests_tooManyBytes_areSentAway() throws Exception {
    Limits limits = new Limits(100_000, 200_000, 8, 150);
    try (CollectorFixture collector = CollectorFixture.start(folder, limits, 1 << 24)) {
      HttpResponse<String> answer = send(collector.postEvents(event()));
      assertThat(answer.statusCode()).isEqualTo(413); // it would never fit
      assertThat(answer.body()).contains("takes more than 150 bytes of memory");
    }
  }

  @Test
  void requests_tooManyBytesOfOthers_areToldToComeBack() throws Exception {
    Limits limits = new Limits(100_000, 200_000, 8, 2_000);
    try (CollectorFixture collector = CollectorFixture.start(folder, limits, 1 << 24);
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), collector.collector.port())) {
      slow.setSoTimeout(20_000);
      List<String> head =
          List.of(
              "POST /api/v1/events HTTP/1.1",
              "Host: localhost",
              "Content-Type: application/json",
              "Expect: 100-continue",
              "Content-Length: 1900");
      slow.getOutputStream().write((String.join("\r\n", head) + "\r\n\r\n").getBytes(US_ASCII));
      String proceed = "HTTP/1.1 100 Continue\r\n\r\n"; // room was taken before it is sent
      assertThat(new String(slow.getInputStream().readNBytes(proceed.length()), US_ASCII))
          .isEqualTo(proceed);
      HttpResponse<String> answer = send(collector.postEvents(event()));
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.body()).contains("more than 2000 bytes of requests at once");
    }
  }

  @Test
  void log_full_is503UntilTheStoreHasCaughtUp() throws Exception {
    try (CollectorFixture collector =
        CollectorFixture.start(folder, CollectorFixture.LIMITS, 1 << 18)) {
      collector.store.hold(true);
      String body = "[" + (event() + ",").repeat(200) + event() + "]";
      HttpResponse<String> answer = send(collector.postEvents(body));
      int taken = 0;
      while (answer.statusCode() == 200) {
        taken++;
        answer = send(collector.postEvents(body));
      }
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.body()).contains("write-ahead log is full");
      assertThat(taken).isPositive();
      HttpResponse<String> ready = send(collector.to("/ready").GET());
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("write-ahead log is full");
      collector.store.hold(false);
      assertThat(collector.store.awaitEvents(taken * 201)).hasSize(taken * 201);
      Conditions.await(
          "nothing pending", () -> collector.collector.status().walPendingBatches() == 0);
      assertThat(send(collector.to("/ready").GET()).statusCode()).isEqualTo(200);
      assertThat(send(collector.postEvents(body)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ready_storeFails_isNotReadyAndSaysWhy() throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      assertThat(send(collector.to("/ready").GET()).statusCode()).isEqualTo(200);
      assertThat(send(collector.to("/health").GET()).body()).isEqualTo("{\"up\":true}");
      collector.store.failTimes(Integer.MAX_VALUE);
      send(collector.postEvents(event()));
      HttpResponse<String> answer = send(collector.to("/ready").GET());
      while (answer.statusCode() == 200) {
        answer = send(collector.to("/ready").GET());
      }
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("the disk of the test is full");
      collector.store.failTimes(0);
      assertThat(collector.store.awaitEvents(1)).hasSize(1);
      while (answer.statusCode() != 200) {
        answer = send(collector.to("/ready").GET());
      }
      assertThat(answer.body()).isEqualTo("{\"ready\":true}");
      HttpResponse<String> wrong = send(collector.post("/ready", "text/plain", new byte[0]));
      assertThat(wrong.statusCode()).isEqualTo(405);
      assertThat(wrong.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
  }

  private static void assertAccepted(
      CollectorFixture collector, String body, String batchId, int events) throws Exception {
    HttpResponse<String> answer =
        send(collector.postEvents(body).header("Gomon-Batch-Id", batchId));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"accepted\":" + events + "}");
  }
}
