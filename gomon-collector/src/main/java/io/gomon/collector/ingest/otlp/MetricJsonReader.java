/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.ingest.JsonText;
import tools.jackson.core.JsonToken;

/** Reads one metric in OTLP's JSON; the parser stands on its beginning. One thread. */
final class MetricJsonReader implements JsonItemReader {
  private final JsonInput in;
  private final MetricDraft metric;
  private final ExemplarDraft exemplar;
  private final JsonText list = new JsonText();
  private final JsonText scrap = new JsonText();

  MetricJsonReader(JsonInput in, ItemIds ids) {
    this.in = in;
    this.metric = new MetricDraft(ids);
    this.exemplar = new ExemplarDraft(metric.limits);
  }

  private interface Field {
    void read(String key) throws BadBatchException;
  }

  @Override
  public void read(ResourceDraft resource, EventBatch into) throws BadBatchException {
    metric.reset();
    try {
      fields(key -> readField(key, into));
      metric.complete(resource, into);
    } finally {
      into.forgetExpected(metric.pending());
    }
  }

  /** Of the object the parser is on the beginning of. */
  private void fields(Field field) throws BadBatchException {
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      field.read(key);
    }
  }

  private void readField(String key, EventBatch into) throws BadBatchException {
    switch (key) {
      case "name" -> metric.name = metric.limits.name(in.text(key));
      case "unit" -> metric.unit = metric.limits.name(in.text(key));
      case "gauge", "sum", "histogram", "summary" -> readData(key, key, into);
      case "exponentialHistogram" -> readData(key, "exponential-histogram", into);
      default -> in.skip();
    }
  }

  private void readData(String what, String kind, EventBatch into) throws BadBatchException {
    metric.kind = kind;
    in.expect(JsonToken.START_OBJECT, what, "an object");
    fields(
        key -> {
          switch (key) {
            case "dataPoints" -> readPoints(into);
            case "aggregationTemporality" -> metric.temporality = JsonIds.number(in, key);
            case "isMonotonic" -> metric.monotonic = in.bool(key);
            default -> in.skip();
          }
        });
  }

  private void readPoints(EventBatch into) throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "dataPoints", "a list");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of dataPoints", "an object");
      metric.beginPoint();
      fields(this::readPoint);
      metric.endPoint(into);
    }
  }

  private void readPoint(String key) throws BadBatchException {
    switch (key) {
      case "attributes" -> ValueJsonReader.readAttributes(in, metric.labels);
      case "startTimeUnixNano" -> metric.fromNanos = ValueJsonReader.integer64(in, key);
      case "timeUnixNano" -> metric.timeNanos = ValueJsonReader.integer64(in, key);
      case "flags" -> metric.flags = (int) JsonIds.unsigned32(in, key);
      case "asDouble" -> metric.value("value", ValueJsonReader.decimal(in, key));
      case "asInt" -> metric.value("value", ValueJsonReader.integer64(in, key));
      case "count" -> metric.value(key, ValueJsonReader.integer64(in, key));
      case "sum", "min", "max" -> metric.value(key, ValueJsonReader.decimal(in, key));
      case "exemplars" -> readExemplars();
      default -> readDistribution(key);
    }
  }

  private void readDistribution(String key) throws BadBatchException {
    switch (key) {
      case "bucketCounts" -> metric.list("buckets", numbers(key, false));
      case "explicitBounds" -> metric.list("bounds", numbers(key, true));
      case "scale" -> metric.value(key, ValueJsonReader.integer64(in, key));
      case "zeroCount" -> metric.value("zero-count", ValueJsonReader.integer64(in, key));
      case "zeroThreshold" -> metric.value("zero-threshold", ValueJsonReader.decimal(in, key));
      case "positive", "negative" -> readBuckets(key);
      case "quantileValues" -> readQuantiles();
      default -> in.skip();
    }
  }

  /** Elements of a list, without its brackets; until the next one is read. */
  private JsonText numbers(String key, boolean decimals) throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, key, "a list");
    list.reset();
    while (in.nextElement()) {
      JsonText target = metric.limits.entry() ? list : scrap.reset();
      if (decimals) {
        target.decimal(ValueJsonReader.decimal(in, key));
      } else {
        target.integer(ValueJsonReader.integer64(in, key));
      }
    }
    return list;
  }

  private void readBuckets(String what) throws BadBatchException {
    in.expect(JsonToken.START_OBJECT, what, "an object");
    long[] offset = {0};
    String[] buckets = {""};
    fields(
        key -> {
          switch (key) {
            case "offset" -> offset[0] = ValueJsonReader.integer64(in, key);
            case "bucketCounts" -> buckets[0] = numbers(key, false).toString();
            default -> in.skip();
          }
        });
    String json = "{\"offset\":" + offset[0] + ",\"buckets\":[" + buckets[0] + "]}";
    metric.value(what, new Attributes.Raw(json));
  }

  private void readQuantiles() throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "quantileValues", "a list");
    list.reset();
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of quantileValues", "an object");
      double[] pair = {0, 0};
      fields(
          key -> {
            switch (key) {
              case "quantile" -> pair[0] = ValueJsonReader.decimal(in, key);
              case "value" -> pair[1] = ValueJsonReader.decimal(in, key);
              default -> in.skip();
            }
          });
      if (metric.limits.entry()) {
        list.beginList().decimal(pair[0]).decimal(pair[1]).endList();
      }
    }
    metric.list("quantiles", list);
  }

  private void readExemplars() throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "exemplars", "a list");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an entry of exemplars", "an object");
      exemplar.reset();
      fields(this::readExemplar);
      exemplar.writeTo(metric.exemplar());
    }
  }

  private void readExemplar(String key) throws BadBatchException {
    switch (key) {
      case "timeUnixNano" -> exemplar.timeNanos = ValueJsonReader.integer64(in, key);
      case "asDouble" -> exemplar.value = ValueJsonReader.decimal(in, key);
      case "asInt" -> exemplar.value = ValueJsonReader.integer64(in, key);
      case "spanId" -> exemplar.spanId = JsonIds.spanId(in, key);
      case "traceId" -> {
        String digits = JsonIds.traceId(in);
        exemplar.traceHigh = JsonIds.high(digits);
        exemplar.traceLow = JsonIds.low(digits);
      }
      case "filteredAttributes" -> ValueJsonReader.readAttributes(in, exemplar.attributes);
      default -> in.skip();
    }
  }
}
