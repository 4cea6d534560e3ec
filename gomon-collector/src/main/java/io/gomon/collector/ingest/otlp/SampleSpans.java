/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Spans that nobody sent, for whoever wants to see them decoded. Stateless. */
public final class SampleSpans {
  private static final int SPANS = 100;
  private static final int SPANS_PER_TRACE = 10;
  private static final int ATTRIBUTES = 10;

  private SampleSpans() {}

  /** A request of 100 spans, gzip. */
  public static byte[] packed() {
    byte[] name = attribute("service.name", "warm-up");
    byte[] resource = message(out -> out.writeByteArray(1, name));
    byte[] spans = message(SampleSpans::writeSpans);
    byte[] resourceSpans =
        message(
            out -> {
              out.writeByteArray(1, resource);
              out.writeByteArray(2, spans);
            });
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(message(all -> all.writeByteArray(1, resourceSpans)));
    } catch (IOException e) {
      throw new IllegalStateException("memory takes all bytes", e);
    }
    return packed.toByteArray();
  }

  private static void writeSpans(CodedOutputStream scope) throws IOException {
    for (int i = 0; i < SPANS; i++) {
      int place = i % SPANS_PER_TRACE;
      byte root = (byte) (1 + i - place);
      byte own = (byte) (1 + i);
      long startNanos = 1_000_000_000L * i;
      scope.writeByteArray(
          2,
          message(
              span -> {
                span.writeByteArray(
                    1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, root});
                span.writeByteArray(2, new byte[] {1, 2, 3, 4, 5, 6, 7, own});
                if (place > 0) {
                  span.writeByteArray(4, new byte[] {1, 2, 3, 4, 5, 6, 7, root});
                }
                span.writeString(5, "GET /" + place);
                span.writeEnum(6, place == 0 ? 2 : 3);
                span.writeFixed64(7, startNanos);
                span.writeFixed64(8, startNanos + 1_000_000);
                for (int k = 0; k < ATTRIBUTES; k++) {
                  span.writeByteArray(9, attribute("key." + k, "value " + place * k));
                }
              }));
    }
  }

  private static byte[] attribute(String key, String value) {
    byte[] text = message(out -> out.writeString(1, value));
    return message(
        out -> {
          out.writeString(1, key);
          out.writeByteArray(2, text);
        });
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException("memory takes all bytes", e);
    }
    return bytes.toByteArray();
  }
}
