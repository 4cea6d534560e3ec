/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import static io.gomon.benchmarks.collector.Protobuf.id;
import static io.gomon.benchmarks.collector.Protobuf.message;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A batch as the body of a request: the same spans in the form that a server prefers. */
enum Body {
  /** {@code ExportTraceServiceRequest} of opentelemetry-proto 1. */
  OTLP("/v1/traces", 200) {
    private static final int SERVER = 2;
    private static final int CLIENT = 3;

    @Override
    byte[] of(TraceShape shape, int batch) throws IOException {
      byte[] spans = all(shape, batch, (out, span) -> out.writeByteArray(2, otlpSpan(shape, span)));
      byte[] name = attribute("service.name", TraceShape.service(batch));
      byte[] resource = message(out -> out.writeByteArray(1, name));
      byte[] resourceSpans =
          message(
              out -> {
                out.writeByteArray(1, resource);
                out.writeByteArray(2, spans);
              });
      return message(out -> out.writeByteArray(1, resourceSpans));
    }

    private byte[] otlpSpan(TraceShape shape, TraceShape.Span span) throws IOException {
      return message(
          out -> {
            out.writeByteArray(1, id(span.traceHigh(), span.traceLow()));
            out.writeByteArray(2, id(span.id()));
            if (!span.isRoot()) {
              out.writeByteArray(4, id(span.rootId()));
            }
            out.writeString(5, span.name());
            out.writeEnum(6, span.isRoot() ? SERVER : CLIENT);
            out.writeFixed64(7, span.startNanos());
            out.writeFixed64(8, span.startNanos() + span.lapsedNanos());
            shape.attributes(span, (key, value) -> out.writeByteArray(9, attribute(key, value)));
          });
    }

    private byte[] attribute(String key, String value) throws IOException {
      byte[] text = message(out -> out.writeString(1, value));
      return message(
          out -> {
            out.writeString(1, key);
            out.writeByteArray(2, text);
          });
    }
  },

  /** {@code ListOfSpans} of zipkin-api 1.0: times in microseconds. */
  ZIPKIN("/api/v2/spans", 202) {
    private static final int CLIENT = 1;
    private static final int SERVER = 2;

    @Override
    byte[] of(TraceShape shape, int batch) throws IOException {
      byte[] endpoint = message(out -> out.writeString(1, TraceShape.service(batch)));
      return all(
          shape, batch, (out, span) -> out.writeByteArray(1, zipkinSpan(shape, span, endpoint)));
    }

    private byte[] zipkinSpan(TraceShape shape, TraceShape.Span span, byte[] endpoint)
        throws IOException {
      return message(
          out -> {
            out.writeByteArray(1, id(span.traceHigh(), span.traceLow()));
            if (!span.isRoot()) {
              out.writeByteArray(2, id(span.rootId()));
            }
            out.writeByteArray(3, id(span.id()));
            out.writeEnum(4, span.isRoot() ? SERVER : CLIENT);
            out.writeString(5, span.name());
            out.writeFixed64(6, span.startNanos() / 1_000);
            out.writeUInt64(7, span.lapsedNanos() / 1_000);
            out.writeByteArray(8, endpoint);
            shape.attributes(span, (key, value) -> out.writeByteArray(11, tag(key, value)));
          });
    }

    private byte[] tag(String key, String value) throws IOException {
      return message(
          out -> {
            out.writeString(1, key);
            out.writeString(2, value);
          });
    }
  };

  final String path;
  final int acknowledged;

  Body(String path, int acknowledged) {
    this.path = path;
    this.acknowledged = acknowledged;
  }

  abstract byte[] of(TraceShape shape, int batch) throws IOException;

  private interface SpanField {
    void write(CodedOutputStream out, TraceShape.Span span) throws IOException;
  }

  private static byte[] all(TraceShape shape, int batch, SpanField field) throws IOException {
    ByteArrayOutputStream spans = new ByteArrayOutputStream(200_000);
    CodedOutputStream out = CodedOutputStream.newInstance(spans);
    shape.spans(batch, span -> field.write(out, span));
    out.flush();
    return spans.toByteArray();
  }
}
