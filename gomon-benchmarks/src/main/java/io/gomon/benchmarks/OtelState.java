/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** OpenTelemetry's SDK with its batch processor and an exporter that reads every field. */
@State(Scope.Thread)
public class OtelState {
  private static final Logger QUIET = Logger.getLogger(BatchSpanProcessor.class.getName());
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("text");
  private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("number");

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private SdkTracerProvider provider;

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private Tracer tracer;

  @SuppressWarnings("NullAway.Init") // JMH calls setUp first
  private io.opentelemetry.context.Scope parentScope;

  private int number;

  @SuppressWarnings("MustBeClosedChecker") // closed by tearDown
  @Setup(org.openjdk.jmh.annotations.Level.Trial)
  public void setUp() {
    // It reports each batch of dropped spans; at full speed that is many.
    QUIET.setLevel(Level.OFF);
    BatchSpanProcessor processor = BatchSpanProcessor.builder(new ReadingExporter()).build();
    provider = SdkTracerProvider.builder().addSpanProcessor(processor).build();
    tracer = provider.get("benchmark");
    parentScope = tracer.spanBuilder("parent").startSpan().makeCurrent();
  }

  @TearDown(org.openjdk.jmh.annotations.Level.Trial)
  public void tearDown() {
    parentScope.close();
    provider.shutdown().join(30, TimeUnit.SECONDS);
  }

  void event() {
    Span span = tracer.spanBuilder("child").startSpan();
    try (io.opentelemetry.context.Scope scope = span.makeCurrent()) {
      span.setAttribute(TEXT, "some text").setAttribute(NUMBER, ++number);
    }
    span.end();
  }

  private static final class ReadingExporter implements SpanExporter {
    private long sum;

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      for (SpanData span : spans) {
        sum += span.getName().hashCode() + span.getSpanContext().getSpanId().hashCode();
        sum += span.getTraceId().hashCode() + span.getParentSpanId().hashCode();
        sum += span.getStartEpochNanos() + span.getEndEpochNanos() + span.getEvents().size();
        span.getAttributes().forEach((key, value) -> sum += key.hashCode() + value.hashCode());
      }
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      System.out.println("# read " + sum);
      return CompletableResultCode.ofSuccess();
    }
  }
}
