/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import static io.gomon.collector.ingest.otlp.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.Project;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same logs and metrics on both wires become the same events. */
final class LogsAndMetricsTest {
  private static final List<String> METRICS =
      List.of(
          "{\"name\":\"n\",\"kind\":\"sum\",\"unit\":\"s\",\"temporality\":\"delta\",\"monotonic\":true,"
              + "\"scope\":\"lib\",\"value\":-7,\"from\":5,\"labels\":{\"name\":\"v\"},\"exemplars\":"
              + "[{\"value\":1.5,\"timeNanos\":8,\"trace\":\"0102030405060708090a0b0c0d0e0f10\","
              + "\"span\":\"0102030405060708\",\"attributes\":{\"e\":\"x\"}}]}",
          "{\"name\":\"n\",\"kind\":\"sum\",\"unit\":\"s\",\"temporality\":\"delta\",\"monotonic\":true,"
              + "\"scope\":\"lib\",\"no-value\":true}",
          "{\"name\":\"h\",\"kind\":\"histogram\",\"temporality\":\"cumulative\",\"scope\":\"lib\","
              + "\"count\":3,\"sum\":\"NaN\",\"bounds\":[1.0,2.5],\"buckets\":[1,0,2]}",
          "{\"name\":\"e\",\"kind\":\"exponential-histogram\",\"temporality\":\"delta\",\"scope\":\"lib\","
              + "\"count\":4,\"scale\":-1,\"zero-count\":1,\"positive\":{\"offset\":-3,\"buckets\":[1,2]},"
              + "\"min\":-0.5}",
          "{\"name\":\"q\",\"kind\":\"summary\",\"scope\":\"lib\",\"count\":2,\"sum\":3.0,"
              + "\"quantiles\":[[0.0,1.0],[0.99,2.0]]}");

  private static ExportMetricsServiceRequest metrics() {
    Exemplar exemplar =
        Exemplar.newBuilder()
            .setTimeUnixNano(8)
            .setAsDouble(1.5)
            .setTraceId(Otlp.bytes(16, 1))
            .setSpanId(Otlp.bytes(8, 1))
            .addFilteredAttributes(text("e", "x"))
            .build();
    NumberDataPoint number =
        NumberDataPoint.newBuilder()
            .setStartTimeUnixNano(5)
            .setTimeUnixNano(9)
            .setAsInt(-7)
            .addAttributes(text("name", "v"))
            .addExemplars(exemplar)
            .build();
    Sum sum =
        Sum.newBuilder()
            .addDataPoints(number)
            .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(9).setFlags(1))
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
            .setIsMonotonic(true)
            .build();
    ScopeMetrics scope =
        ScopeMetrics.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("lib"))
            .addMetrics(Metric.newBuilder().setName("n").setUnit("s").setSum(sum))
            .addMetrics(Metric.newBuilder().setSum(sum)) // has no name
            .addMetrics(Metric.newBuilder().setName("h").setHistogram(histogram()))
            .addMetrics(Metric.newBuilder().setName("e").setExponentialHistogram(exponential()))
            .addMetrics(Metric.newBuilder().setName("q").setSummary(summary()))
            .build();
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
        .build();
  }

  private static Histogram histogram() {
    return Histogram.newBuilder()
        .addDataPoints(
            HistogramDataPoint.newBuilder()
                .setTimeUnixNano(9)
                .setCount(3)
                .setSum(Double.NaN)
                .addAllBucketCounts(List.of(1L, 0L, 2L))
                .addAllExplicitBounds(List.of(1.0, 2.5)))
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
        .build();
  }

  private static ExponentialHistogram exponential() {
    return ExponentialHistogram.newBuilder()
        .addDataPoints(
            ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(9)
                .setCount(4)
                .setScale(-1)
                .setZeroCount(1)
                .setPositive(
                    ExponentialHistogramDataPoint.Buckets.newBuilder()
                        .setOffset(-3)
                        .addAllBucketCounts(List.of(1L, 2L)))
                .setMin(-0.5))
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
        .build();
  }

  private static Summary summary() {
    return Summary.newBuilder()
        .addDataPoints(
            SummaryDataPoint.newBuilder()
                .setTimeUnixNano(9)
                .setCount(2)
                .setSum(3)
                .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder().setValue(1))
                .addQuantileValues(
                    SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(0.99).setValue(2)))
        .build();
  }

  @Test
  void metrics_inProtobuf_keepAllOfEachPoint() throws Exception {
    Decoded decoded = decode(new OtlpProtobuf(7, Signal.METRICS), metrics().toByteArray(), 0);
    assertThat(decoded.events()).extracting(CollectedEvent::attributes).isEqualTo(METRICS);
    assertThat(decoded.events())
        .allMatch(event -> event.startNanos() == 9 && event.traceLow() == event.idLow());
    assertThat(decoded.verdict().rejected()).isEqualTo(1);
    assertThat(decoded.verdict().firstReason()).isEqualTo("metric 3: a metric needs a name");
  }

  @Test
  void metrics_inJson_areTheSame() throws Exception {
    String exemplar =
        "{'timeUnixNano':'8','asDouble':1.5,'traceId':'0102030405060708090A0b0c0d0e0f10',"
            + "'spanId':'0102030405060708','filteredAttributes':[{'key':'e','value':"
            + "{'stringValue':'x'}}]}";
    String sum =
        "'sum':{'aggregationTemporality':1,'isMonotonic':true,'dataPoints':[{'startTimeUnixNano':"
            + "'5','timeUnixNano':'9','asInt':'-7','attributes':[{'key':'name','value':"
            + "{'stringValue':'v'}}],'exemplars':["
            + exemplar
            + "]},{'timeUnixNano':9,'flags':1}]}";
    String body =
        "{'resourceMetrics':[{'scopeMetrics':[{'scope':{'name':'lib'},'metrics':["
            + "{'name':'n','unit':'s',"
            + sum
            + "},{"
            + sum
            + "},{'name':'h','histogram':{'aggregationTemporality':2,'dataPoints':[{'timeUnixNano':"
            + "'9','count':'3','sum':'NaN','explicitBounds':[1,2.5],'bucketCounts':['1','0',2],"
            + "'min':null}]}},{'name':'e','exponentialHistogram':{'dataPoints':[{'timeUnixNano':'9',"
            + "'count':4,'scale':-1,'zeroCount':'1','positive':{'offset':-3,'bucketCounts':['1','2']},"
            + "'min':-0.5}],'aggregationTemporality':1}},{'name':'q','summary':{'dataPoints':["
            + "{'timeUnixNano':'9','count':'2','sum':3,'quantileValues':[{'value':1},{'quantile':0.99,"
            + "'value':2}]}]}}]}]}]}";
    Decoded decoded = decode(new OtlpJson(8, Signal.METRICS), utf8(body), 0);
    assertThat(decoded.events()).extracting(CollectedEvent::attributes).isEqualTo(METRICS);
    assertThat(decoded.verdict().firstReason()).isEqualTo("metric 3: a metric needs a name");
  }

  @Test
  void points_withTwoValues_areRejectedOnBothWires() throws Exception {
    UnknownFieldSet asInt =
        UnknownFieldSet.newBuilder()
            .addField(6, UnknownFieldSet.Field.newBuilder().addFixed64(5).build())
            .build();
    Gauge twice =
        Gauge.newBuilder()
            .addDataPoints(NumberDataPoint.newBuilder().setAsDouble(1).setUnknownFields(asInt))
            .build();
    Gauge once = Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsInt(3)).build();
    ScopeMetrics scope =
        ScopeMetrics.newBuilder()
            .addMetrics(Metric.newBuilder().setName("n").setGauge(twice))
            .addMetrics(Metric.newBuilder().setName("n").setGauge(once))
            .build();
    byte[] protobuf =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
            .build()
            .toByteArray();
    byte[] json =
        utf8(
            "{'resourceMetrics':[{'scopeMetrics':[{'metrics':[{'name':'n','gauge':{'dataPoints':["
                + "{'asDouble':1,'asInt':'5'}]}},{'name':'n','gauge':{'dataPoints':[{'asInt':3}]}}]"
                + "}]}]}");
    for (Decoded decoded :
        List.of(
            decode(new OtlpProtobuf(7, Signal.METRICS), protobuf, 3),
            decode(new OtlpJson(8, Signal.METRICS), json, 3))) {
      assertThat(decoded.events())
          .extracting(CollectedEvent::attributes)
          .containsExactly("{\"name\":\"n\",\"kind\":\"gauge\",\"value\":3}");
      assertThat(decoded.verdict().firstReason())
          .isEqualTo("metric 1: a point must have one \"value\", not two");
    }
  }

  @Test
  void maps_asDeepAsAllowed_areWholeOnBothWires() throws Exception {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    String json = "{'intValue':1}";
    for (int i = 1; i < ItemLimits.MAX_DEPTH; i++) {
      KeyValueList entries =
          KeyValueList.newBuilder()
              .addValues(KeyValue.newBuilder().setKey("k").setValue(value))
              .build();
      value = AnyValue.newBuilder().setKvlistValue(entries).build();
      json = "{'kvlistValue':{'values':[{'key':'k','value':" + json + "}]}}";
    }
    byte[] protobuf =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(LogRecord.newBuilder().setBody(value))))
            .build()
            .toByteArray();
    String inJson = "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'body':" + json + "}]}]}]}";
    int maps = ItemLimits.MAX_DEPTH - 1;
    for (Decoded decoded :
        List.of(
            decode(new OtlpProtobuf(5, Signal.LOGS), protobuf, 3),
            decode(new OtlpJson(6, Signal.LOGS), utf8(inJson), 3))) {
      assertThat(decoded.events())
          .extracting(CollectedEvent::attributes)
          .containsExactly("{\"body\":" + "{\"k\":".repeat(maps) + "1" + "}".repeat(maps) + "}");
    }
  }

  @Test
  void logs_onBothWires_areTheSame() throws Exception {
    LogRecord record =
        LogRecord.newBuilder()
            .setTimeUnixNano(9)
            .setSeverityNumberValue(9)
            .setBody(AnyValue.newBuilder().setIntValue(5))
            .setTraceId(Otlp.bytes(16, 1))
            .setSpanId(Otlp.bytes(8, 1))
            .setEventName("e")
            .addAttributes(text("id", "mine"))
            .build();
    byte[] protobuf =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(record)
                            .addLogRecords(LogRecord.newBuilder().setSpanId(Otlp.bytes(3, 1)))
                            .addLogRecords(LogRecord.newBuilder())))
            .build()
            .toByteArray();
    byte[] json =
        utf8(
            "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'timeUnixNano':'9','severityNumber':9,"
                + "'body':{'intValue':'5'},'traceId':'0102030405060708090a0b0c0d0e0f10','spanId':"
                + "'0102030405060708','eventName':'e','attributes':[{'key':'id','value':{'stringValue':"
                + "'mine'}}]},{'spanId':'010101'},{}]}]}]}");
    for (Decoded decoded :
        List.of(
            decode(new OtlpProtobuf(5, Signal.LOGS), protobuf, 3),
            decode(new OtlpJson(6, Signal.LOGS), json, 3))) {
      assertThat(decoded.events())
          .extracting(CollectedEvent::attributes)
          .containsExactly(
              "{\"severity\":9,\"body\":5,\"event-name\":\"e\",\"otel.id\":\"mine\"}", "{}");
      assertThat(decoded.events().get(0).parentLow()).isEqualTo(0x0102030405060708L);
      assertThat(decoded.events().get(1).startNanos()).isEqualTo(3_000_000);
      assertThat(decoded.verdict().rejected()).isEqualTo(1);
      assertThat(decoded.verdict().firstReason()).startsWith("log record 2: ");
    }
  }

  @Test
  void ids_ofOneBody_areTheSameAgain_andOfTwoRequestsOnlyWithTimes() throws Exception {
    byte[] body = metrics().toByteArray();
    OtlpProtobuf metrics = new OtlpProtobuf(7, Signal.METRICS);
    assertThat(ids(metrics, body, 1)).isEqualTo(ids(metrics, body, 2)).doesNotHaveDuplicates();
    byte[] timeless =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(LogRecord.newBuilder())))
            .build()
            .toByteArray();
    OtlpProtobuf logs = new OtlpProtobuf(5, Signal.LOGS);
    assertThat(ids(logs, timeless, 1)).isEqualTo(ids(logs, timeless, 1));
    assertThat(ids(logs, timeless, 1)).isNotEqualTo(ids(logs, timeless, 2));
  }

  private static List<Long> ids(OtlpProtobuf adapter, byte[] body, long millis) throws Exception {
    return decode(adapter, body, millis).events().stream().map(CollectedEvent::idLow).toList();
  }

  private static Decoded decode(
      io.gomon.collector.ingest.IngestAdapter adapter, byte[] body, long millis) throws Exception {
    return adapter.decode(body, new Origin(Project.DEFAULT, "", millis), Room.UNLIMITED);
  }

  private static byte[] utf8(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
