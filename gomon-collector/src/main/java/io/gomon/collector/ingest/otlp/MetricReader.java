/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import java.io.IOException;

/** Reads the message {@code Metric} in protobuf. One thread. */
final class MetricReader implements ItemReader {
  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int NAME = 1 << 3 | LENGTH_DELIMITED;
  private static final int UNIT = 3 << 3 | LENGTH_DELIMITED;
  private static final int GAUGE = 5 << 3 | LENGTH_DELIMITED;
  private static final int SUM = 7 << 3 | LENGTH_DELIMITED;
  private static final int HISTOGRAM = 9 << 3 | LENGTH_DELIMITED;
  private static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | LENGTH_DELIMITED;
  private static final int SUMMARY = 11 << 3 | LENGTH_DELIMITED;

  private static final int POINT = 1 << 3 | LENGTH_DELIMITED;
  private static final int TEMPORALITY = 2 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int MONOTONIC = 3 << 3 | WireFormat.WIRETYPE_VARINT;

  private final MetricDraft metric;
  private final PointReader points;

  MetricReader(ItemIds ids) {
    metric = new MetricDraft(ids);
    points = new PointReader(metric);
  }

  /** Reads one kind of point, up to the limit of the stream. */
  private interface PointBody {
    void read(CodedInputStream in) throws IOException, BadBatchException;
  }

  @Override
  public void read(CodedInputStream in, ResourceDraft resource, EventBatch into)
      throws IOException, BadBatchException {
    metric.reset();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        readField(in, tag, into);
      }
      metric.complete(resource, into);
    } finally {
      into.forgetExpected(metric.pending());
    }
  }

  private void readField(CodedInputStream in, int tag, EventBatch into)
      throws IOException, BadBatchException {
    switch (tag) {
      case NAME -> metric.name = metric.limits.name(in.readString());
      case UNIT -> metric.unit = metric.limits.name(in.readString());
      case GAUGE -> readData(in, "gauge", points::number, into);
      case SUM -> readData(in, "sum", points::number, into);
      case HISTOGRAM -> readData(in, "histogram", points::histogram, into);
      case EXPONENTIAL_HISTOGRAM ->
          readData(in, "exponential-histogram", points::exponential, into);
      case SUMMARY -> readData(in, "summary", points::summary, into);
      default -> in.skipField(tag);
    }
  }

  private void readData(CodedInputStream in, String kind, PointBody body, EventBatch into)
      throws IOException, BadBatchException {
    metric.kind = kind;
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case POINT -> {
          int end = in.pushLimit(in.readRawVarint32());
          metric.beginPoint();
          body.read(in);
          metric.endPoint(into);
          in.popLimit(end);
        }
        case TEMPORALITY -> metric.temporality = in.readEnum();
        case MONOTONIC -> metric.monotonic = in.readBool();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
  }
}
