/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static io.gomon.collector.CollectorFixture.event;
import static io.gomon.collector.CollectorFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gomon.collector.ingest.otlp.Otlp;
import io.gomon.collector.store.CollectedEvent;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One bad item costs itself, on each wire, and the sender is told. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PartialSuccessTest {
  @TempDir Path folder;

  @Test
  void spans_oneOfThreeIsBad_twoAreStoredAlsoAfterARestart() throws Exception {
    Span bad = Otlp.span().setSpanId(ByteString.EMPTY).build();
    byte[] body =
        Otlp.request(Otlp.foreign("s"), Otlp.span().build(), bad, Otlp.span().setName("b").build())
            .toByteArray();
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      HttpResponse<byte[]> response =
          HttpClient.newHttpClient()
              .send(
                  collector.post("/v1/traces", "application/x-protobuf", body).build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(response.body());
      assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
      assertThat(answer.getPartialSuccess().getErrorMessage()).startsWith("span 2: a span needs");
      assertThat(collector.store.awaitEvents(3))
          .extracting(CollectedEvent::operation)
          .containsExactly("the span", "b", "application");
      assertThat(collector.collector.status().acceptedEvents()).isEqualTo(2);
      assertThat(collector.collector.status().rejectedEvents()).isEqualTo(1);
    }
    try (CollectorFixture again = CollectorFixture.start(folder)) { // its store is empty: a replay
      assertThat(again.store.awaitEvents(3))
          .extracting(CollectedEvent::operation)
          .containsExactly("the span", "b", "application");
    }
  }

  @Test
  void lines_someAreBad_theOthersAreStored() throws Exception {
    String body = event() + "\n{\"id\":1}\n\n{half\n5\n" + event();
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      HttpResponse<String> response =
          send(
              collector.post(
                  "/api/v1/events", "application/x-ndjson", body.getBytes(StandardCharsets.UTF_8)));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"accepted\":2,\"rejected\":3,\"reason\":"
                  + "\"event 2: \\\"id\\\" must be text, was a number (line 2, column 7)\"}");
      assertThat(collector.store.awaitEvents(2)).hasSize(2);
    }
  }

  @Test
  void list_noneIsGood_isRefusedAsBefore() throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      for (String body : List.of("{}", "[{},{}]")) {
        HttpResponse<String> response = send(collector.postEvents(body));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("event 1: ");
      }
      assertThat(send(collector.postEvents("[]")).statusCode()).isEqualTo(200);
    }
  }
}
