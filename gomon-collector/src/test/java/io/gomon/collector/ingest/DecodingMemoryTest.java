/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import io.gomon.collector.ingest.json.GomonAdapter;
import io.gomon.collector.ingest.otlp.OtlpAdapters;
import io.gomon.collector.store.Project;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies made to weigh more than they measure. What a decoder allocates, garbage included, is at
 * most {@link #MAX_MULTIPLE} times the body.
 */
final class DecodingMemoryTest {
  /** Stated in RATIONALE.md. */
  private static final int MAX_MULTIPLE = 30;

  private static final int BODY_BYTES = 4 << 20;
  private static final int PROTOBUF = 0;
  private static final int JSON = 1;
  private static final int LOGS = 2;
  private static final int METRICS = 4;

  /** A body and who decodes it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Crafted(String name, IngestAdapter adapter, byte[] body) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Crafted> bodies() throws Exception {
    IngestAdapter traces = OtlpAdapters.all().get(PROTOBUF);
    IngestAdapter logs = OtlpAdapters.all().get(LOGS);
    IngestAdapter metrics = OtlpAdapters.all().get(METRICS);
    IngestAdapter tracesJson = OtlpAdapters.all().get(JSON);
    IngestAdapter events = GomonAdapter.both().get(0);
    byte[] ids = message(message(new byte[0], 1, new byte[16]), 2, new byte[8]);
    ids[3] = 1;
    ids[ids.length - 1] = 1;
    return Stream.of(
        new Crafted("resources", traces, repeat(i -> field(1, field(2, new byte[0])))),
        new Crafted("spans", traces, spans(repeat(i -> field(2, ids), 2_900_000))),
        new Crafted("attributes", traces, span(ids, repeat(i -> attribute(9, i)))),
        new Crafted("span events", traces, span(ids, repeat(i -> field(11, new byte[0])))),
        new Crafted(
            "list",
            traces,
            span(ids, field(9, keyValue("k", field(5, repeat(i -> field(1, new byte[0]))))))),
        new Crafted(
            "map",
            traces,
            span(ids, field(9, keyValue("k", field(6, repeat(i -> attribute(1, i))))))),
        new Crafted(
            "text of zeros",
            traces,
            span(ids, field(9, keyValue("k", field(1, new byte[BODY_BYTES]))))),
        new Crafted(
            "bytes", traces, span(ids, field(9, keyValue("k", field(7, new byte[BODY_BYTES]))))),
        new Crafted("log records", logs, spans(repeat(i -> field(2, new byte[0]), 199_000))),
        new Crafted(
            "points",
            metrics,
            spans(
                field(
                    2,
                    message(
                        field(1, new byte[] {'n'}),
                        5,
                        repeat(i -> field(1, new byte[0]), 199_000))))),
        new Crafted(
            "exemplars",
            metrics,
            spans(
                field(
                    2,
                    message(
                        field(1, new byte[] {'n'}),
                        5,
                        field(1, repeat(i -> field(5, new byte[0]))))))),
        new Crafted(
            "buckets",
            metrics,
            spans(
                field(
                    2,
                    message(
                        field(1, new byte[] {'n'}),
                        10,
                        field(1, field(8, field(2, new byte[BODY_BYTES]))))))),
        new Crafted(
            "repeated buckets",
            metrics,
            spans(
                field(
                    2,
                    message(
                        field(1, new byte[] {'n'}),
                        10,
                        field(1, repeat(i -> field(8, new byte[0]))))))),
        new Crafted(
            "JSON resources", tracesJson, json("{\"resourceSpans\":[", i -> "{},", "{}]}", 9_000)),
        new Crafted("JSON numbers", events, event("\"k\":[", i -> "1,", "1]")),
        new Crafted("JSON zeros", events, event("\"k\":\"", i -> "\\u0000", "\"")),
        new Crafted("JSON rejected", events, json("[", i -> "0,", "0]", 99_000)),
        new Crafted("JSON lists", events, event("\"k\":[", i -> "[],", "[]]")));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void decode_crafted_allocatesNoMoreThanStated(Crafted crafted) {
    decode(crafted, new AtomicLong()); // classes are loaded, and tables made
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AtomicLong room = new AtomicLong();
    long before = threads.getCurrentThreadAllocatedBytes();
    decode(crafted, room);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    double multiple = (double) allocated / BODY_BYTES;
    System.out.printf(
        "decode %s: %d B body, %.1f times allocated, %d B room%n",
        crafted.name, crafted.body.length, multiple, room.get());
    assertThat(multiple).isLessThan(MAX_MULTIPLE);
  }

  private static void decode(Crafted crafted, AtomicLong room) {
    try {
      crafted.adapter.decode(
          crafted.body, new Origin(Project.DEFAULT, "", 0), bytes -> room.addAndGet(bytes));
    } catch (BadBatchException e) {
      assertThat(e).hasMessageMatching("(?s).+"); // refused is fine: it was cheap
    }
  }

  private static byte[] json(String head, IntFunction<String> part, String tail, int times) {
    StringBuilder json = new StringBuilder(head);
    for (int i = 0; i < times && json.length() < BODY_BYTES; i++) {
      json.append(part.apply(i));
    }
    return json.append(tail).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] event(String head, IntFunction<String> part, String tail) {
    String start =
        "{\"id\":\"019f1c2e-8a4b-7c31-9d2e-5b7f00a1c3d4\",\"trace\":\"019f1c2e8a407000A1110242ac120002\","
            + "\"app-id\":\"019f1c2e-0000-7abc-8000-000000000001\",\"gomon:start\":1,\"gomon:fp\":\"x\",";
    return json(start + head, part, tail + "}", Integer.MAX_VALUE);
  }

  private static byte[] span(byte[] ids, byte[] more) throws Exception {
    ByteArrayOutputStream span = new ByteArrayOutputStream();
    span.write(ids);
    span.write(more);
    return spans(field(2, span.toByteArray()));
  }

  private static byte[] spans(byte[] scopeSpans) {
    return field(1, field(2, scopeSpans));
  }

  private static byte[] attribute(int number, int i) {
    return field(number, keyValue(Integer.toString(i, 36), new byte[] {2 << 3, 1}));
  }

  private static byte[] keyValue(String key, byte[] value) {
    return message(field(1, key.getBytes(StandardCharsets.UTF_8)), 2, value);
  }

  private static byte[] repeat(IntFunction<byte[]> part) throws Exception {
    return repeat(part, BODY_BYTES);
  }

  private static byte[] repeat(IntFunction<byte[]> part, int bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; out.size() < bytes; i++) {
      out.write(part.apply(i));
    }
    return out.toByteArray();
  }

  private static byte[] field(int number, byte[] content) {
    return message(new byte[0], number, content);
  }

  /** What was there, and a field behind it. */
  private static byte[] message(byte[] before, int number, byte[] content) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(before);
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeBytes(number, ByteString.copyFrom(content));
      out.flush();
      return bytes.toByteArray();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
