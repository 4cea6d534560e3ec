/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import com.google.protobuf.ByteString;
import io.gomon.collector.ingest.otlp.Otlp;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** One good body for each wire, with something of most of what it may hold. */
final class GoodBodies {
  static final String EVENT_JSON =
      "{\"id\":\"019f1c2e-8a4b-7c31-9d2e-5b7f00a1c3d4\",\"trace\":\"019f1c2e8a407000A1110242ac120002\","
          + "\"app-id\":\"019f1c2e-0000-7abc-8000-000000000001\",\"gomon:fp\":\"http-roundtripper\","
          + "\"gomon:start\":1,\"gomon:lapsed\":2,\"url\":{\"host\":\"h\"},\"error\":[{\"msg\":\"m\"}],"
          + "\"k\":[1,2.5,null,true,{\"a\":\"\\u00e9\"}]}";

  private static final String VALUE =
      "{\"key\":\"a\",\"value\":{\"arrayValue\":{\"values\":[{\"intValue\":\"5\"}]}}}";

  static final String TRACES_JSON =
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":"
          + "\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"0102030405060708\",\"kind\":3,"
          + "\"name\":\"n\",\"attributes\":["
          + VALUE
          + "],\"events\":[{\"name\":\"exception\",\"attributes\":["
          + VALUE
          + "]}],\"status\":{\"code\":2}}]}],\"resource\":{\"attributes\":["
          + VALUE
          + "]}}]}";

  static final String LOGS_JSON =
      "{\"resourceLogs\":[{\"scopeLogs\":[{\"scope\":{\"name\":\"s\"},\"logRecords\":[{\"timeUnixNano\":"
          + "\"5\",\"severityNumber\":9,\"body\":{\"stringValue\":\"b\"},\"attributes\":["
          + VALUE
          + "]},{}]}]}]}";

  static final String METRICS_JSON =
      "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"n\",\"sum\":{\"dataPoints\":"
          + "[{\"asInt\":\"5\",\"timeUnixNano\":9,\"attributes\":["
          + VALUE
          + "]}],\"isMonotonic\":true}},{\"name\":\"e\",\"exponentialHistogram\":{\"dataPoints\":["
          + "{\"positive\":{\"offset\":1,\"bucketCounts\":[\"1\"]},\"count\":1}]}}]}]}]}";

  private GoodBodies() {}

  static ExportTraceServiceRequest traces() {
    Span span =
        Otlp.span()
            .setKindValue(3)
            .addAttributes(value("db.statement", AnyValue.newBuilder().setStringValue("select 1")))
            .addAttributes(value("list", list()))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("exception")
                    .addAttributes(value("exception.type", list())))
            .build();
    return Otlp.request(Otlp.foreign("s"), span, Otlp.span().build());
  }

  static ExportLogsServiceRequest logs() {
    LogRecord record =
        LogRecord.newBuilder()
            .setTimeUnixNano(5)
            .setBody(list())
            .setTraceId(ByteString.copyFrom(new byte[16]))
            .addAttributes(value("k", list()))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(record)
                        .addLogRecords(LogRecord.newBuilder().setSeverityText("x"))))
        .build();
  }

  static ExportMetricsServiceRequest metrics() {
    Histogram histogram =
        Histogram.newBuilder()
            .addDataPoints(
                HistogramDataPoint.newBuilder()
                    .setCount(3)
                    .addAllBucketCounts(List.of(1L, 2L))
                    .addExplicitBounds(1)
                    .addAttributes(value("k", list())))
            .build();
    Gauge gauge =
        Gauge.newBuilder()
            .addDataPoints(NumberDataPoint.newBuilder().setAsDouble(1).setTimeUnixNano(5))
            .build();
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("h").setHistogram(histogram))
                        .addMetrics(Metric.newBuilder().setName("g").setGauge(gauge))))
        .build();
  }

  private static AnyValue.Builder list() {
    KeyValue entry = value("e", AnyValue.newBuilder().setDoubleValue(1.5));
    return AnyValue.newBuilder()
        .setArrayValue(
            ArrayValue.newBuilder()
                .addValues(AnyValue.newBuilder().setBoolValue(true))
                .addValues(
                    AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder().addValues(entry))));
  }

  private static KeyValue value(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}
