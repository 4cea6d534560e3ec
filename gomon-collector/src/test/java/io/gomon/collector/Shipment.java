/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import io.gomon.collector.ingest.otlp.Otlp;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A batch on its way, whose events can be counted where they arrive: all have its number as the
 * first half of their trace, or in their operation.
 *
 * @param events how many are in it
 * @param encoding of the body, or empty
 * @param batchId its name, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // batches are never compared
record Shipment(
    long number,
    int events,
    String path,
    String contentType,
    String encoding,
    String batchId,
    byte[] body) {

  /** The second half of all traces. */
  static final long TRACE_LOW = 0x5EED_0000_0000_0001L;

  /** What operations of points begin with; the number follows. */
  static final String POINTS_OF = "points of ";

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String FILLING = "some text of a usual length, as a query or an address is";
  private static final AtomicLong NUMBERS = new AtomicLong(1);

  /** How it is written. */
  enum Wire {
    SPANS_ZSTD,
    SPANS_GZIP,
    SPANS_JSON,
    EVENTS,
    EVENTS_NDJSON,
    LOGS,
    /** Get the time of the request, and ids that depend on it. */
    LOGS_WITHOUT_TIME,
    METRICS
  }

  /** Makes a batch whose events begin one nanosecond after the other. */
  static Shipment of(Wire wire, int events, long startNanos) {
    return of(wire, events, startNanos, 1);
  }

  /** Makes a batch whose events begin a step after one another. */
  static Shipment of(Wire wire, int events, long startNanos, long stepNanos) {
    Maker maker = new Maker(NUMBERS.getAndIncrement(), events, startNanos, stepNanos);
    return switch (wire) {
      case SPANS_ZSTD -> maker.otlp("/v1/traces", "zstd", Zstd.compress(maker.spans(), 1));
      case SPANS_GZIP -> maker.otlp("/v1/traces", "gzip", CollectorFixture.gzip(maker.spans()));
      case SPANS_JSON -> maker.shipment("/v1/traces", "application/json", "", maker.spansJson());
      case EVENTS -> maker.events("application/json", "[", ",", "]");
      case EVENTS_NDJSON -> maker.events("application/x-ndjson", "", "\n", "\n");
      case LOGS -> maker.otlp("/v1/logs", "zstd", Zstd.compress(maker.logs(true), 1));
      case LOGS_WITHOUT_TIME -> maker.otlp("/v1/logs", "", maker.logs(false));
      case METRICS -> maker.otlp("/v1/metrics", "", maker.metrics());
    };
  }

  static long nowNanos() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  /** The same batch with a name. */
  Shipment named() {
    return new Shipment(number, events, path, contentType, encoding, "batch " + number, body);
  }

  /** All that comes before the body in a request. */
  byte[] head() {
    String head =
        "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + contentType + "\r\n";
    head += encoding.isEmpty() ? "" : "Content-Encoding: " + encoding + "\r\n";
    head += batchId.isEmpty() ? "" : "Gomon-Batch-Id: " + batchId + "\r\n";
    head += "Gomon-Service: sender\r\nContent-Length: " + body.length + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private record Maker(long number, int events, long startNanos, long stepNanos) {

    Shipment shipment(String path, String contentType, String encoding, byte[] body) {
      return new Shipment(number, events, path, contentType, encoding, "", body);
    }

    Shipment otlp(String path, String encoding, byte[] body) {
      return shipment(path, PROTOBUF, encoding, body);
    }

    private long start(int i) {
      return startNanos + i * stepNanos;
    }

    private long spanId(int i) {
      return number << 20 | i + 1;
    }

    private ByteString trace() {
      return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(number).putLong(TRACE_LOW).flip());
    }

    byte[] spans() {
      Span[] spans = new Span[events];
      for (int i = 0; i < events; i++) {
        spans[i] =
            Span.newBuilder()
                .setTraceId(trace())
                .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(spanId(i)).flip()))
                .setName("work " + i % 50)
                .setStartTimeUnixNano(start(i))
                .setEndTimeUnixNano(start(i) + 1_000L * i)
                .addAttributes(Otlp.text("filling", FILLING + i))
                .build();
      }
      return Otlp.request(Otlp.foreign("sender"), spans).toByteArray();
    }

    byte[] spansJson() {
      StringBuilder json = new StringBuilder("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[");
      for (int i = 0; i < events; i++) {
        json.append(i == 0 ? "" : ",");
        json.append(
            String.format(
                "{\"traceId\":\"%016x%016x\",\"spanId\":\"%016x\",\"name\":\"work %d\","
                    + "\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\"}",
                number, TRACE_LOW, spanId(i), i % 50, start(i), start(i) + 1_000L * i));
      }
      return json.append("]}]}]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    Shipment events(String contentType, String begin, String between, String end) {
      StringBuilder json = new StringBuilder(begin);
      for (int i = 0; i < events; i++) {
        json.append(i == 0 ? "" : between);
        json.append(
            String.format(
                "{\"id\":\"%s\",\"trace\":\"%016x%016x\",\"app-id\":"
                    + "\"019f1c2e-0000-7abc-8000-000000000001\",\"gomon:fp\":\"custom\","
                    + "\"gomon:start\":%d,\"gomon:lapsed\":%d,\"filling\":\"%s\"}",
                UUID.randomUUID(), number, TRACE_LOW, start(i), i, FILLING));
      }
      byte[] body = json.append(end).toString().getBytes(StandardCharsets.UTF_8);
      return shipment("/api/v1/events", contentType, "", body);
    }

    byte[] logs(boolean timed) {
      ScopeLogs.Builder scope = ScopeLogs.newBuilder();
      for (int i = 0; i < events; i++) {
        scope.addLogRecords(
            LogRecord.newBuilder()
                .setTraceId(trace())
                .setTimeUnixNano(timed ? start(i) : 0)
                .setBody(AnyValue.newBuilder().setStringValue(FILLING))); // all alike
      }
      return ExportLogsServiceRequest.newBuilder()
          .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
          .build()
          .toByteArray();
    }

    byte[] metrics() {
      Gauge.Builder gauge = Gauge.newBuilder();
      for (int i = 0; i < events; i++) {
        gauge.addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(start(i)).setAsInt(i));
      }
      Metric.Builder metric = Metric.newBuilder().setName(POINTS_OF + number).setGauge(gauge);
      return ExportMetricsServiceRequest.newBuilder()
          .addResourceMetrics(
              ResourceMetrics.newBuilder()
                  .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
          .build()
          .toByteArray();
    }
  }
}
