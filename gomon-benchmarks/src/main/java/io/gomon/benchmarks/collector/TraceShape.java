/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/**
 * Spans in the shape of Jaeger's published benchmark: traces of ten spans, ten services, ten days
 * one after the other, eleven attributes of 97 keys and 1,000 values. A batch is 50 traces of one
 * service. The same number makes the same batch, but for the times, which end when the run begins.
 * Any thread.
 */
final class TraceShape {
  static final int SPANS_PER_TRACE = 10;
  static final int TRACES_PER_BATCH = 50;
  static final int SPANS_PER_BATCH = SPANS_PER_TRACE * TRACES_PER_BATCH;
  static final int SERVICES = 10;
  static final int KEYS = 97;
  static final int VALUES = 1_000;

  private static final long DAYS = 10;
  private static final int ATTRIBUTES = 11;
  private static final long SPAN_NANOS = 123_000;

  private final int batches;
  private final long endNanos;
  private final LongUnaryOperator choice;

  private TraceShape(int batches, long endMillis, LongUnaryOperator choice) {
    this.batches = batches;
    this.endNanos = endMillis * 1_000_000;
    this.choice = choice;
  }

  /** Attributes are counted up, as Jaeger's generator does: they come again after 8,818 spans. */
  static TraceShape counted(int batches, long endMillis) {
    return new TraceShape(batches, endMillis, n -> n);
  }

  /** Each key and each value is drawn: harder to compress than {@link #counted}. */
  static TraceShape drawn(int batches, long endMillis) {
    return new TraceShape(
        batches, endMillis, n -> new SplittableRandom(n).split().nextLong() >>> 1);
  }

  /** The attributes of a span: a key and a value each. */
  interface Attributes {
    void add(String key, String value) throws IOException;
  }

  /** Where the spans of a batch go. */
  interface Spans {
    void add(Span span) throws IOException;
  }

  /** One span. The first one of a trace is a server's, the others are clients' and its children. */
  record Span(
      long traceHigh, long traceLow, long rootId, long id, int place, long startNanos, long first) {
    boolean isRoot() {
      return place == 0;
    }

    String name() {
      return isRoot() ? "lets-go" : "child-span-0" + place;
    }

    long lapsedNanos() {
      return isRoot() ? SPAN_NANOS * SPANS_PER_TRACE : SPAN_NANOS;
    }
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

  /** Tells the spans of a batch. */
  void spans(int batch, Spans spans) throws IOException {
    long traceNanos = Duration.ofDays(DAYS).toNanos() / batches / TRACES_PER_BATCH;
    for (int trace = 0; trace < TRACES_PER_BATCH; trace++) {
      SplittableRandom ids = ids(batch, trace);
      long traceHigh = ids.nextLong();
      long traceLow = ids.nextLong();
      long rootId = ids.nextLong();
      long start = startNanos(batch) + traceNanos * trace;
      long counter = ((long) batch * TRACES_PER_BATCH + trace) * SPANS_PER_TRACE;
      for (int place = 0; place < SPANS_PER_TRACE; place++) {
        long drawn = ids.nextLong();
        long id = place == 0 ? rootId : drawn;
        long first = (counter + place) * ATTRIBUTES;
        spans.add(
            new Span(traceHigh, traceLow, rootId, id, place, start + place * SPAN_NANOS, first));
      }
    }
  }

  /** Tells the attributes of a span. */
  void attributes(Span span, Attributes attributes) throws IOException {
    for (long n = span.first(); n < span.first() + ATTRIBUTES; n++) {
      long chosen = choice.applyAsLong(n);
      attributes.add("attr_" + chosen % KEYS, "val_" + chosen % VALUES);
    }
  }

  private static SplittableRandom ids(int batch, int trace) {
    return new SplittableRandom((long) batch * TRACES_PER_BATCH + trace + 1).split();
  }
}
