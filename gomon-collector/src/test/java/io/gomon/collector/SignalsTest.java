/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs and metrics from OpenTelemetry's own SDK and exporters, through the running collector. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SignalsTest {
  private static final Resource BILLING =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "billing"));
  private static final String TRACE = "0102030405060708090a0b0c0d0e0f10";
  private static final String SPAN = "1112131415161718";

  @TempDir Path folder;

  @Test
  void logs_sentByTheSdk_areEventsOfTheirTrace() throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      SdkLoggerProvider provider =
          SdkLoggerProvider.builder()
              .setResource(BILLING)
              .addLogRecordProcessor(
                  BatchLogRecordProcessor.builder(
                          OtlpHttpLogRecordExporter.builder()
                              .setEndpoint(endpoint(collector, "/v1/logs"))
                              .setCompression("gzip")
                              .build())
                      .build())
              .build();
      SpanContext span =
          SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
      provider
          .get("shop.Orders")
          .logRecordBuilder()
          .setTimestamp(1_781_234_567_890_123_456L, TimeUnit.NANOSECONDS)
          .setObservedTimestamp(1_781_234_567_890_123_999L, TimeUnit.NANOSECONDS)
          .setContext(Context.root().with(Span.wrap(span)))
          .setSeverity(Severity.ERROR)
          .setSeverityText("SEVERE")
          .setBody("it broke")
          .setAttribute(AttributeKey.longKey("order"), 7L)
          .setAttribute(AttributeKey.stringKey("body"), "mine")
          .setAttribute(AttributeKey.stringKey("exception.type"), "java.io.IOException")
          .emit();
      provider.get("shop.Orders").logRecordBuilder().setBody("alone").emit();
      assertThat(provider.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

      List<CollectedEvent> events = collector.store.awaitEvents(2);
      CollectedEvent log = events.get(0);
      assertThat(log.fingerprint()).isEqualTo("log");
      assertThat(log.service()).isEqualTo("billing");
      assertThat(log.startNanos()).isEqualTo(1_781_234_567_890_123_456L);
      assertThat(log.failed()).isTrue();
      assertThat(log.traceHigh()).isEqualTo(0x0102030405060708L);
      assertThat(log.traceLow()).isEqualTo(0x090a0b0c0d0e0f10L);
      assertThat(log.parentLow()).isEqualTo(0x1112131415161718L);
      assertThat(log.attributes())
          .isEqualTo(
              "{\"severity\":17,\"level\":\"SEVERE\",\"body\":\"it broke\",\"logger\":\"shop.Orders\","
                  + "\"observed\":1781234567890123999,\"otel.body\":\"mine\","
                  + "\"exception.type\":\"java.io.IOException\",\"order\":7,"
                  + "\"error\":[{\"type\":\"java.io.IOException\"}],\"otel.flags\":1}");
      CollectedEvent alone = events.get(1);
      assertThat(alone.traceLow()).isEqualTo(alone.idLow());
      assertThat(alone.parentLow()).isZero();
      assertThat(alone.failed()).isFalse();
      assertThat(alone.startNanos()).isPositive();
    }
  }

  @Test
  void metrics_sentByTheSdk_keepAllOfEachPoint() throws Exception {
    try (CollectorFixture collector = CollectorFixture.start(folder)) {
      SdkMeterProvider provider =
          SdkMeterProvider.builder()
              .setResource(BILLING)
              .registerView(
                  InstrumentSelector.builder().setName("exponential").build(),
                  View.builder()
                      .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                      .build())
              .registerMetricReader(
                  PeriodicMetricReader.builder(
                          OtlpHttpMetricExporter.builder()
                              .setEndpoint(endpoint(collector, "/v1/metrics"))
                              .build())
                      .build())
              .build();
      Meter meter = provider.get("shop");
      Attributes red = Attributes.of(AttributeKey.stringKey("name"), "red");
      meter.counterBuilder("orders").setUnit("{order}").build().add(3, red);
      meter.upDownCounterBuilder("queue").ofDoubles().build().add(-1.5);
      meter.gaugeBuilder("load").build().set(0.25);
      meter
          .histogramBuilder("sizes")
          .setExplicitBucketBoundariesAdvice(List.of(1.0, 10.0))
          .build()
          .record(5);
      meter.histogramBuilder("exponential").build().record(2);
      assertThat(provider.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

      Map<String, CollectedEvent> points =
          collector.store.awaitEvents(5).stream()
              .collect(Collectors.toMap(CollectedEvent::operation, Function.identity()));
      assertThat(points.values())
          .hasSize(5)
          .allMatch(point -> point.fingerprint().equals("metric") && !point.isOpen())
          .extracting(CollectedEvent::idHigh, CollectedEvent::idLow)
          .doesNotHaveDuplicates();
      assertThat(values(points, "orders"))
          .isEqualTo(
              "{\"name\":\"orders\",\"kind\":\"sum\",\"unit\":\"{order}\",\"temporality\":\"cumulative\","
                  + "\"monotonic\":true,\"scope\":\"shop\",\"value\":3,\"labels\":{\"name\":\"red\"}}");
      assertThat(values(points, "queue"))
          .isEqualTo(
              "{\"name\":\"queue\",\"kind\":\"sum\",\"temporality\":\"cumulative\","
                  + "\"monotonic\":false,\"scope\":\"shop\",\"value\":-1.5}");
      assertThat(values(points, "load"))
          .isEqualTo("{\"name\":\"load\",\"kind\":\"gauge\",\"scope\":\"shop\",\"value\":0.25}");
      assertThat(values(points, "sizes"))
          .isEqualTo(
              "{\"name\":\"sizes\",\"kind\":\"histogram\",\"temporality\":\"cumulative\","
                  + "\"scope\":\"shop\",\"count\":1,\"sum\":5.0,\"min\":5.0,\"max\":5.0,"
                  + "\"bounds\":[1.0,10.0],\"buckets\":[0,1,0]}");
      assertThat(values(points, "exponential"))
          .isEqualTo(
              "{\"name\":\"exponential\",\"kind\":\"exponential-histogram\","
                  + "\"temporality\":\"cumulative\",\"scope\":\"shop\",\"count\":1,\"sum\":2.0,"
                  + "\"min\":2.0,\"max\":2.0,\"scale\":20,\"positive\":{\"offset\":1048575,\"buckets\":[1]},"
                  + "\"negative\":{\"offset\":0,\"buckets\":[]}}");
    }
  }

  /** All but the start of the series, which differs from run to run. */
  private static String values(Map<String, CollectedEvent> points, String name) {
    CollectedEvent point = points.get(name);
    assertThat(point).as("%s of %s", name, points.keySet()).isNotNull();
    return point.attributes().replaceFirst(",\"from\":[0-9]+", "");
  }

  private static String endpoint(CollectorFixture collector, String path) {
    return "http://127.0.0.1:" + collector.collector.port() + path;
  }
}
