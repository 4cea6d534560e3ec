/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Spans in the shape of Jaeger's published benchmark: traces of ten spans, ten services, ten days
 * one after the other, eleven attributes of 97 keys and 1,000 values in turn. A batch is one OTLP
 * request of 50 traces of one service. The same number makes the same batch, but for the times,
 * which end when the run begins.
 */
final class TraceShape {
  static final int SPANS_PER_TRACE = 10;
  static final int TRACES_PER_BATCH = 50;
  static final int SPANS_PER_BATCH = SPANS_PER_TRACE * TRACES_PER_BATCH;
  static final int SERVICES = 10;

  private static final long DAYS = 10;
  static final int KEYS = 97;
  static final int VALUES = 1_000;
  private static final int ATTRIBUTES = 11;
  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final long SPAN_NANOS = 123_000;

  private final int batches;
  private final long endNanos;

  TraceShape(int batches, long endMillis) {
    this.batches = batches;
    this.endNanos = endMillis * 1_000_000;
  }

  /** The id of a trace, as 32 hex digits. */
  static String traceId(int batch, int trace) {
    SplittableRandom ids = ids(batch, trace);
    return String.format(Locale.ROOT, "%016x%016x", ids.nextLong(), ids.nextLong());
  }

  static String service(int batch) {
    return "service-" + batch % SERVICES;
  }

  /** When a batch begins, nanoseconds since 1970-01-01T00:00Z. */
  long startNanos(int batch) {
    long rangeNanos = Duration.ofDays(DAYS).toNanos();
    return endNanos - rangeNanos + rangeNanos / batches * batch;
  }

  /** An {@code ExportTraceServiceRequest}. */
  byte[] batch(int number) throws IOException {
    ByteArrayOutputStream spans = new ByteArrayOutputStream(200_000);
    CodedOutputStream out = CodedOutputStream.newInstance(spans);
    long traceNanos = Duration.ofDays(DAYS).toNanos() / batches / TRACES_PER_BATCH;
    for (int trace = 0; trace < TRACES_PER_BATCH; trace++) {
      long start = startNanos(number) + traceNanos * trace;
      writeTrace(out, number, trace, start);
    }
    out.flush();
    byte[] name = attribute("service.name", service(number));
    byte[] resource = message(o -> o.writeByteArray(1, name));
    byte[] resourceSpans =
        message(
            o -> {
              o.writeByteArray(1, resource);
              o.writeByteArray(2, spans.toByteArray());
            });
    return message(o -> o.writeByteArray(1, resourceSpans));
  }

  private static SplittableRandom ids(int batch, int trace) {
    return new SplittableRandom((long) batch * TRACES_PER_BATCH + trace + 1).split();
  }

  private void writeTrace(CodedOutputStream out, int batch, int trace, long startNanos)
      throws IOException {
    SplittableRandom ids = ids(batch, trace);
    byte[] traceId = new byte[16];
    putLong(traceId, 0, ids.nextLong());
    putLong(traceId, 8, ids.nextLong());
    byte[] rootId = new byte[8];
    putLong(rootId, 0, ids.nextLong());
    long counter = ((long) batch * TRACES_PER_BATCH + trace) * SPANS_PER_TRACE * ATTRIBUTES;
    for (int i = 0; i < SPANS_PER_TRACE; i++) {
      int span = i;
      byte[] spanId = new byte[8];
      putLong(spanId, 0, ids.nextLong());
      long first = counter + (long) span * ATTRIBUTES;
      byte[] bytes =
          message(
              o -> {
                o.writeByteArray(1, traceId);
                o.writeByteArray(2, span == 0 ? rootId : spanId);
                if (span > 0) {
                  o.writeByteArray(4, rootId);
                }
                o.writeString(5, span == 0 ? "lets-go" : "child-span-0" + span);
                o.writeEnum(6, span == 0 ? SERVER : CLIENT);
                o.writeFixed64(7, startNanos + span * SPAN_NANOS);
                long nanos = span == 0 ? SPAN_NANOS * SPANS_PER_TRACE : SPAN_NANOS;
                o.writeFixed64(8, startNanos + span * SPAN_NANOS + nanos);
                for (long n = first; n < first + ATTRIBUTES; n++) {
                  o.writeByteArray(9, attribute("attr_" + n % KEYS, "val_" + n % VALUES));
                }
              });
      out.writeByteArray(2, bytes);
    }
  }

  private static byte[] attribute(String key, String value) throws IOException {
    byte[] text = message(o -> o.writeString(1, value));
    return message(
        o -> {
          o.writeString(1, key);
          o.writeByteArray(2, text);
        });
  }

  private static void putLong(byte[] into, int offset, long value) {
    for (int i = 0; i < 8; i++) {
      into[offset + i] = (byte) (value >>> (56 - 8 * i));
    }
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
