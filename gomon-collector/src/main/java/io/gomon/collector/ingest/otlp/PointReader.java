/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.JsonText;
import java.io.IOException;

/**
 * Reads the points of all kinds of metrics in protobuf into a draft, each up to the limit of the
 * stream. One thread.
 */
final class PointReader {
  private static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
  private static final int VARINT = WireFormat.WIRETYPE_VARINT;
  private static final int PACKED = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final MetricDraft metric;
  private final JsonText bounds = new JsonText();
  private final JsonText buckets = new JsonText();
  private final JsonText scrap = new JsonText();
  private final ExemplarDraft exemplar;

  PointReader(MetricDraft metric) {
    this.metric = metric;
    this.exemplar = new ExemplarDraft(metric.limits);
  }

  private interface Element {
    void copy(CodedInputStream in, JsonText into) throws IOException;
  }

  void number(CodedInputStream in) throws IOException, BadBatchException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (4 << 3) | FIXED64 -> metric.value("value", in.readDouble());
        case (6 << 3) | FIXED64 -> metric.value("value", in.readSFixed64());
        case (5 << 3) | PACKED -> exemplar(in);
        case (7 << 3) | PACKED -> ValueReader.readAttribute(in, metric.labels);
        case (8 << 3) | VARINT -> metric.flags = in.readUInt32();
        default -> time(in, tag);
      }
    }
  }

  void histogram(CodedInputStream in) throws IOException, BadBatchException {
    bounds.reset();
    buckets.reset();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (6 << 3) | PACKED, (6 << 3) | FIXED64 -> list(in, tag, buckets, PointReader::fixed);
        case (7 << 3) | PACKED, (7 << 3) | FIXED64 -> list(in, tag, bounds, PointReader::decimal);
        case (8 << 3) | PACKED -> exemplar(in);
        case (9 << 3) | PACKED -> ValueReader.readAttribute(in, metric.labels);
        case (10 << 3) | VARINT -> metric.flags = in.readUInt32();
        case (11 << 3) | FIXED64 -> metric.value("min", in.readDouble());
        case (12 << 3) | FIXED64 -> metric.value("max", in.readDouble());
        default -> countAndSum(in, tag);
      }
    }
    metric.list("bounds", bounds);
    metric.list("buckets", buckets);
  }

  void exponential(CodedInputStream in) throws IOException, BadBatchException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (1 << 3) | PACKED -> ValueReader.readAttribute(in, metric.labels);
        case (6 << 3) | VARINT -> metric.value("scale", in.readSInt32());
        case (7 << 3) | FIXED64 -> metric.value("zero-count", in.readFixed64());
        case (8 << 3) | PACKED -> exponentialBuckets(in, "positive");
        case (9 << 3) | PACKED -> exponentialBuckets(in, "negative");
        case (10 << 3) | VARINT -> metric.flags = in.readUInt32();
        case (11 << 3) | PACKED -> exemplar(in);
        case (12 << 3) | FIXED64 -> metric.value("min", in.readDouble());
        case (13 << 3) | FIXED64 -> metric.value("max", in.readDouble());
        case (14 << 3) | FIXED64 -> metric.value("zero-threshold", in.readDouble());
        default -> countAndSum(in, tag);
      }
    }
  }

  void summary(CodedInputStream in) throws IOException, BadBatchException {
    bounds.reset();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (6 << 3) | PACKED -> quantile(in);
        case (7 << 3) | PACKED -> ValueReader.readAttribute(in, metric.labels);
        case (8 << 3) | VARINT -> metric.flags = in.readUInt32();
        default -> countAndSum(in, tag);
      }
    }
    metric.list("quantiles", bounds);
  }

  /** Fields that stand under the same numbers in all but the plain number. */
  private void countAndSum(CodedInputStream in, int tag) throws IOException, BadBatchException {
    switch (tag) {
      case (4 << 3) | FIXED64 -> metric.value("count", in.readFixed64());
      case (5 << 3) | FIXED64 -> metric.value("sum", in.readDouble());
      default -> time(in, tag);
    }
  }

  private void time(CodedInputStream in, int tag) throws IOException {
    switch (tag) {
      case (2 << 3) | FIXED64 -> metric.fromNanos = in.readFixed64();
      case (3 << 3) | FIXED64 -> metric.timeNanos = in.readFixed64();
      default -> in.skipField(tag);
    }
  }

  private void exponentialBuckets(CodedInputStream in, String key)
      throws IOException, BadBatchException {
    int limit = in.pushLimit(in.readRawVarint32());
    long offset = 0;
    buckets.reset();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (1 << 3) | VARINT -> offset = in.readSInt32();
        case (2 << 3) | PACKED, (2 << 3) | VARINT -> list(in, tag, buckets, PointReader::varint);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    String json = "{\"offset\":" + offset + ",\"buckets\":[" + buckets + "]}";
    metric.value(key, new Attributes.Raw(json));
  }

  private void quantile(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    double quantile = 0;
    double value = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (1 << 3) | FIXED64 -> quantile = in.readDouble();
        case (2 << 3) | FIXED64 -> value = in.readDouble();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    if (metric.limits.entry()) {
      bounds.beginList().decimal(quantile).decimal(value).endList();
    }
  }

  private void exemplar(CodedInputStream in) throws IOException, BadBatchException {
    int limit = in.pushLimit(in.readRawVarint32());
    exemplar.reset();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case (2 << 3) | FIXED64 -> exemplar.timeNanos = in.readFixed64();
        case (3 << 3) | FIXED64 -> exemplar.value = in.readDouble();
        case (4 << 3) | PACKED -> exemplar.spanId = WireIds.readSpanId(in, "span_id");
        case (5 << 3) | PACKED -> {
          if (WireIds.hasTraceId(in)) {
            exemplar.traceHigh = WireIds.readHalf(in);
            exemplar.traceLow = WireIds.readHalf(in);
          }
        }
        case (6 << 3) | FIXED64 -> exemplar.value = in.readSFixed64();
        case (7 << 3) | PACKED -> ValueReader.readAttribute(in, exemplar.attributes);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    exemplar.writeTo(metric.exemplar());
  }

  /** A list may come packed, or in parts, or element by element. */
  private void list(CodedInputStream in, int tag, JsonText into, Element element)
      throws IOException {
    if ((tag & 7) != PACKED) {
      element.copy(in, metric.limits.entry() ? into : scrap.reset());
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      element.copy(in, metric.limits.entry() ? into : scrap.reset());
    }
    in.popLimit(limit);
  }

  private static void fixed(CodedInputStream in, JsonText into) throws IOException {
    into.integer(in.readFixed64());
  }

  private static void varint(CodedInputStream in, JsonText into) throws IOException {
    into.integer(in.readUInt64());
  }

  private static void decimal(CodedInputStream in, JsonText into) throws IOException {
    into.decimal(in.readDouble());
  }
}
