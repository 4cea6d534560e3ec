/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.ingest.json.GomonAdapter;
import io.gomon.collector.ingest.otlp.OtlpAdapters;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the wires answer, and how they are found. */
final class AdaptersTest {
  private static final List<IngestAdapter> OTLP = OtlpAdapters.all();
  private static final Verdict PARTLY = new Verdict(498, 2, "no \"id\"");

  @Test
  void otlpProtobuf_partlyRejected_isAPartialSuccess() throws Exception {
    ExportTraceServiceResponse answer =
        ExportTraceServiceResponse.parseFrom(OTLP.get(0).answer(PARTLY));
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
    assertThat(answer.getPartialSuccess().getErrorMessage()).isEqualTo("no \"id\"");
    assertThat(OTLP.get(0).answer(Verdict.accepted(3))).isEmpty();
  }

  @Test
  void otlpJson_partlyRejected_isAPartialSuccess() {
    assertThat(OTLP.get(1).answer(PARTLY))
        .asString(UTF_8)
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"no \\\"id\\\"\"}}");
    assertThat(OTLP.get(1).answer(Verdict.accepted(3))).asString(UTF_8).isEqualTo("{}");
  }

  @Test
  void gomon_partlyRejected_saysHowManyAndWhy() {
    IngestAdapter adapter = GomonAdapter.both().get(0);
    assertThat(adapter.answer(PARTLY))
        .asString(UTF_8)
        .isEqualTo("{\"accepted\":498,\"rejected\":2,\"reason\":\"no \\\"id\\\"\"}");
    assertThat(adapter.answer(Verdict.accepted(3))).asString(UTF_8).isEqualTo("{\"accepted\":3}");
  }

  @Test
  void registry_twoOfOneDoorOrCode_isRefused() {
    assertThatThrownBy(() -> IngestAdapters.of(List.of(OTLP.get(1), OTLP.get(1))))
        .isInstanceOf(IllegalArgumentException.class);
    IngestAdapters adapters = IngestAdapters.of(List.of(OTLP.get(1), OTLP.get(0)));
    assertThat(adapters.contentTypes("/v1/traces"))
        .isEqualTo("application/json or application/x-protobuf");
    assertThat(adapters.isPath("/v1/profiles")).isFalse();
    assertThat(adapters.find("/v1/traces", "text/plain")).isNull();
    assertThatThrownBy(() -> adapters.ofCode(63)).isInstanceOf(BadBatchException.class);
  }
}
