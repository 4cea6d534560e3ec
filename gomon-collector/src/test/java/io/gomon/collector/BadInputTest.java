/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static io.gomon.collector.CollectorFixture.event;
import static io.gomon.collector.CollectorFixture.gzip;
import static io.gomon.collector.CollectorFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What strangers may send: each time a status, an error that says what is wrong, and no harm. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadInputTest {
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String EVENTS = "/api/v1/events";
  private static final String TRACES = "/v1/traces";

  @TempDir static Path folder;
  private static CollectorFixture collector;

  @BeforeAll
  static void start() throws Exception {
    collector = CollectorFixture.start(folder);
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  /** One row of the table. */
  record Bad(String name, int status, String error, HttpRequest.Builder request) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> table() {
    byte[] good = utf8("[" + event() + "]");
    byte[] packed = gzip(good);
    byte[] random = new byte[5_000];
    Arrays.fill(random, (byte) 0x5a);
    return Stream.of(
        bad("malformed JSON", 400, "not valid JSON", EVENTS, JSON, utf8("{nope")),
        bad("empty JSON", 400, "one event or a list", EVENTS, JSON, new byte[0]),
        bad("no JSON at all", 400, "not valid JSON", EVENTS, JSON, random),
        bad("truncated JSON", 400, "not valid JSON", EVENTS, JSON, half(good)),
        bad("wrong lines", 400, "event 1", EVENTS, NDJSON, utf8("{}\n{}")),
        bad("OTLP sent as events", 400, "\"id\" is missing", EVENTS, JSON, utf8("{\"a\":[]}")),
        bad("malformed protobuf", 400, "in protobuf", TRACES, PROTOBUF, random),
        bad("truncated protobuf", 400, "cut short", TRACES, PROTOBUF, new byte[] {10, 50, 1}),
        bad("malformed OTLP JSON", 400, "not valid JSON", TRACES, JSON, utf8("{nope")),
        bad(
            "OTLP JSON of a wrong type",
            400,
            "must be a list",
            TRACES,
            JSON,
            utf8("{\"resourceSpans\":1}")),
        bad("wrong content type", 415, "was text/plain", EVENTS, "text/plain", good),
        bad("protobuf as events", 415, "application/x-ndjson", EVENTS, PROTOBUF, good),
        bad("NDJSON as traces", 415, "application/x-protobuf", TRACES, NDJSON, good),
        bad("oversized", 413, "larger than 100000 bytes", EVENTS, JSON, new byte[200_000]),
        encoded("wrong encoding", 415, "must be gzip, zstd or absent, was br", "br", good),
        encoded("not gzip", 400, "not valid gzip", "gzip", good),
        encoded("truncated gzip", 400, "cut short", "gzip", half(packed)),
        encoded("not zstd", 400, "not valid zstd", "zstd", good),
        encoded("truncated zstd", 400, "zstd", "zstd", half(Zstd.compress(good))),
        encoded("zstd bomb", 413, "zstd bomb", "zstd", Zstd.compress(new byte[3_500_000])),
        encoded("zstd window of 128 MiB", 400, "not valid zstd", "zstd", wideWindow(good)),
        encoded("zstd window in the 2nd frame", 400, "not valid zstd", "zstd", twoFrames(good)),
        encoded(
            "zstd inflates too far",
            413,
            "larger than 4000000 bytes when inflated",
            "zstd",
            Zstd.compress(noise(5_000_000))),
        encoded("gzip bomb", 413, "gzip bomb", "gzip", gzip(new byte[3_500_000])),
        encoded(
            "inflates too far",
            413,
            "larger than 4000000 bytes when inflated",
            "gzip",
            gzip(noise(5_000_000))),
        with(
            "long batch id",
            400,
            "Gomon-Batch-Id must be at most 64",
            "Gomon-Batch-Id",
            "x".repeat(65)),
        with(
            "long service",
            400,
            "Gomon-Service must be at most 200",
            "Gomon-Service",
            "x".repeat(201)),
        with("half an escape", 400, "must be percent-encoded", "Gomon-Service", "100%"),
        with("web page of others", 403, "another origin", "Origin", "http://evil.example"),
        with("web page of a file", 403, "another origin", "Origin", "null"),
        get("wrong method", 405, "POST, not GET", EVENTS),
        get("wrong method on traces", 405, "POST, not GET", TRACES),
        get("unknown path", 404, "nothing at this path", "/v1/profiles"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void request_bad_isAnsweredWithWhatIsWrong(Bad bad) throws Exception {
    HttpResponse<String> response = send(bad.request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(bad.status);
    JsonNode body = new ObjectMapper().readTree(response.body());
    assertThat(body.propertyNames()).containsExactly("error");
    assertThat(body.get("error").asString()).contains(bad.error);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Gomon-Collector")).hasValue(Version.text());
    if (bad.name.equals("wrong encoding")) {
      assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("gzip, zstd");
    }
    if (bad.status == 405) {
      assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }
    assertThat(send(collector.postEvents(event())).statusCode()).isEqualTo(200);
  }

  @Test
  void request_chunkedAndTooLarge_isRefused() throws Exception {
    byte[] large = new byte[300_000];
    HttpRequest.Builder request =
        collector
            .to(EVENTS)
            .header("Content-Type", JSON)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large)));
    assertThat(send(request).statusCode()).isEqualTo(413);
  }

  @Test
  void request_bodyEndsEarly_isRefusedAndNothingTaken() throws Exception {
    long before = collector.collector.status().acceptedEvents();
    String answer =
        collector.raw(
            "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 500\r\n\r\n"
                + event());
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":\"");
    assertThat(collector.collector.status().acceptedEvents()).isEqualTo(before);
  }

  /** Else a client sends its next request into a connection that is being closed. */
  @Test
  void request_refusedBeforeItsBodyCame_isToldThatTheConnectionEnds() throws Exception {
    String head = "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n";
    assertThat(collector.raw(head + "Content-Length: 500\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .containsIgnoringCase("\r\nConnection: close\r\n");
    assertThat(collector.raw(head + "Content-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContainIgnoringCase("\r\nConnection: close\r\n");
  }

  @Test
  void request_noHttp_isRefusedAsJson() throws Exception {
    assertThat(collector.raw("GARBAGE\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"error\":\"");
    assertThat(collector.raw("GET / HTTP/1.1\r\nHost: localhost\r\nA: " + "x".repeat(20_000)))
        .startsWith("HTTP/1.1 431 ")
        .contains("{\"error\":\"");
  }

  @Test
  void request_hostIsNotLoopback_isRefused() throws Exception {
    for (String host : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example")) {
      assertThat(collector.raw(get(host))).startsWith("HTTP/1.1 403 ");
    }
    for (String host :
        List.of("localhost", "LOCALHOST:9", "127.0.0.1:4318", "[::1]", "127.8.8.8")) {
      assertThat(collector.raw(get(host))).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void request_originIsTheCollectorsOwn_isServed() throws Exception {
    HttpRequest.Builder request =
        collector
            .postEvents(event())
            .header("Origin", "http://127.0.0.1:" + collector.collector.port());
    assertThat(send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void requests_manyBad_takeOneLineInTheLog() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("io.gomon.collector");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      for (int i = 0; i < 100; i++) {
        send(collector.postEvents("{nope"));
        collector.raw("GARBAGE\r\n\r\n");
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(lines).hasSizeLessThanOrEqualTo(1);
  }

  private static String get(String host) {
    return "GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }

  private static Bad bad(
      String name, int status, String error, String path, String type, byte[] body) {
    return new Bad(name, status, error, collector.post(path, type, body));
  }

  private static Bad encoded(String name, int status, String error, String encoding, byte[] body) {
    HttpRequest.Builder request = collector.post(EVENTS, JSON, body);
    return new Bad(name, status, error, request.header("Content-Encoding", encoding));
  }

  private static Bad with(String name, int status, String error, String header, String value) {
    return new Bad(name, status, error, collector.postEvents(event()).header(header, value));
  }

  private static Bad get(String name, int status, String error, String path) {
    return new Bad(name, status, error, collector.to(path).GET());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** A frame that makes its decoder take 128 MiB; its one block is not compressed. */
  private static byte[] wideWindow(byte[] content) {
    int block = content.length << 3 | 1;
    byte[] head = {
      0x28,
      (byte) 0xB5,
      0x2F,
      (byte) 0xFD,
      0,
      (byte) (17 << 3),
      (byte) block,
      (byte) (block >> 8),
      0
    };
    byte[] frame = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, frame, head.length, content.length);
    return frame;
  }

  /** The first is small; it is the second that asks for more. */
  private static byte[] twoFrames(byte[] content) {
    byte[] first = Zstd.compress(new byte[] {' '});
    byte[] second = wideWindow(content);
    second[5] = (byte) (10 << 3);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Bytes that compress, but not suspiciously. */
  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < size; i += 500) {
      Arrays.fill(noise, i, Math.min(size, i + 500), (byte) random.nextInt());
    }
    return noise;
  }
}
