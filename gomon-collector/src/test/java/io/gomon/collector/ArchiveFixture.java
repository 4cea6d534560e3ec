/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.http.Limits;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.store.StoreException;
import io.gomon.collector.store.duckdb.DuckDbEventStore;
import io.gomon.collector.store.duckdb.EventScan;
import io.gomon.collector.store.duckdb.StoreSettings;
import io.gomon.testkit.Conditions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A real collector over the real store, what is sent to it, and the commands of the program. */
final class ArchiveFixture implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  final Collector collector;
  private DuckDbEventStore store;

  ArchiveFixture(Path folder) throws Exception {
    this(folder, CollectorFixture.LIMITS);
  }

  ArchiveFixture(Path folder, Limits limits) throws Exception {
    collector = Collector.start(CollectorFixture.config(folder, limits, 64 << 20), this::open);
  }

  private Wiring open(Path folder, Duration retention) throws StoreException {
    store = DuckDbEventStore.open(StoreSettings.of(folder));
    return Wiring.of(store, folder);
  }

  DuckDbEventStore store() {
    return store;
  }

  String url() {
    return "http://127.0.0.1:" + collector.port();
  }

  /** What a command printed, and its exit code. */
  record Ran(int code, String out, String err) {}

  static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine(Wiring::standard, Map.of())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  void send(String path, String contentType, String body) throws Exception {
    HttpRequest.Builder request =
        CollectorFixture.to(collector, path)
            .header("Content-Type", contentType)
            .header("Gomon-Service", "sent%20%C3%A4")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> answer = CollectorFixture.send(request);
    assertThat(answer.statusCode()).as(answer.body() + body).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("rejected");
  }

  void awaitStored() {
    Conditions.await("stored", () -> collector.status().walPendingBatches() == 0);
  }

  /** Everything that is stored, attributes as JSON that is compared by value. */
  List<String> stored() throws Exception {
    List<String> all = new ArrayList<>();
    EventScan scan = store.scan(0, Long.MAX_VALUE);
    for (List<CollectedEvent> slice = scan.next(); slice != null; slice = scan.next()) {
      for (CollectedEvent e : slice) {
        String attributes = new TreeSet<>(fields(e.attributes())).toString();
        all.add(e.toString().replace(e.attributes(), "") + attributes);
      }
    }
    all.sort(null);
    return all;
  }

  private static List<String> fields(String json) {
    List<String> fields = new ArrayList<>();
    JSON.readTree(json).properties().forEach(f -> fields.add(f.getKey() + "=" + f.getValue()));
    return fields;
  }

  /** Events of GoMon, finished, announced and failed, and spans, log records and points. */
  void sendEverything(Random random, int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      StringBuilder lines = new StringBuilder();
      for (int j = 0; j < 40; j++) {
        lines.append(gomonEvent(random)).append('\n');
      }
      send("/api/v1/events", "application/x-ndjson", lines.toString());
      send("/v1/traces", "application/json", spans(random, 20));
      send("/v1/logs", "application/json", logs(random));
      send("/v1/metrics", "application/json", metrics(random));
    }
    awaitStored();
  }

  private static String gomonEvent(Random random) {
    String parent =
        switch (random.nextInt(3)) {
          case 0 -> ",\"parent\":\"" + uuid(random) + "\"";
          case 1 -> ",\"parent\":\"" + hex(random, 16) + "\"";
          default -> "";
        };
    String kind =
        switch (random.nextInt(4)) {
          case 0 -> "\"http-servlet\",\"method\":\"GET\",\"route\":" + quoted(text(random));
          case 1 -> "\"sql-wstmt-query\",\"query\":" + quoted("select " + text(random));
          case 2 -> "\"application\",\"application\":" + quoted(text(random));
          default -> "\"own\",\"response_code\":500,\"url\":{\"host\":\"h\"}";
        };
    String lapsed =
        random.nextInt(5) == 0 ? "" : ",\"gomon:lapsed\":" + (random.nextLong() & Long.MAX_VALUE);
    String error =
        random.nextInt(4) == 0
            ? ",\"error\":[{\"type\":\"a.B\",\"msg\":" + quoted(text(random)) + "}]"
            : "";
    return "{\"id\":\""
        + uuid(random)
        + "\",\"trace\":\""
        + hex(random, 32)
        + "\",\"app-id\":\""
        + uuid(random)
        + "\",\"gomon:start\":"
        + start(random)
        + lapsed
        + parent
        + ",\"gomon:fp\":"
        + kind
        + error
        + (random.nextInt(8) == 0 ? ",\"gomon:truncated\":3" : "")
        + ",\"attr.id\":1,\"service\":\"s\",\"failed\":0,\"big\":"
        + random.nextLong()
        + ",\"small\":4.9E-324,\"nan\":\"NaN\",\"\":{\"gomon:service\":[null,true,"
        + quoted(text(random))
        + "]},\"b\":{\"base64\":\"AP8=\"},"
        + quoted("k" + text(random))
        + ":"
        + quoted(text(random))
        + "}";
  }

  private static String spans(Random random, int count) {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = start(random);
      spans.add(
          "{\"traceId\":\""
              + hex(random, 32)
              + "\",\"spanId\":\""
              + hex(random, 16)
              + "\",\"parentSpanId\":\""
              + (random.nextBoolean() ? hex(random, 16) : "")
              + "\",\"name\":"
              + quoted("n" + text(random))
              + ",\"kind\":"
              + (1 + random.nextInt(5))
              + ",\"startTimeUnixNano\":\""
              + start
              + "\",\"endTimeUnixNano\":\""
              + (start + random.nextInt(1_000_000))
              + "\",\"status\":{\"code\":"
              + random.nextInt(3)
              + "},\"attributes\":["
              + attribute("id", "x" + text(random))
              + ","
              + attribute("gomon:service", text(random))
              + ","
              + attribute("db.statement", "select " + text(random))
              + ",{\"key\":\"l\",\"value\":{\"arrayValue\":{\"values\":[{},{\"intValue\":\""
              + random.nextLong()
              + "\"},{\"doubleValue\":1e300},{\"bytesValue\":\"AP8=\"}]}}}],\"events\":[{\"name\":"
              + quoted(text(random))
              + ",\"timeUnixNano\":\""
              + start
              + "\",\"attributes\":["
              + attribute("a", text(random))
              + "]}]}");
    }
    return "{\"resourceSpans\":[{\"resource\":"
        + resource(random)
        + ",\"scopeSpans\":[{\"spans\":["
        + String.join(",", spans)
        + "]}]}]}";
  }

  private static String logs(Random random) {
    return "{\"resourceLogs\":[{\"resource\":"
        + resource(random)
        + ",\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\""
        + start(random)
        + "\",\"severityNumber\":17,\"body\":{\"stringValue\":"
        + quoted(text(random))
        + "}}]}]}]}";
  }

  private static String metrics(Random random) {
    return "{\"resourceMetrics\":[{\"resource\":"
        + resource(random)
        + ",\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"gauge\":{\"dataPoints\":[{"
        + "\"timeUnixNano\":\""
        + start(random)
        + "\",\"asInt\":\""
        + random.nextLong()
        + "\"}]}}]}]}]}";
  }

  private static String resource(Random random) {
    return "{\"attributes\":["
        + attribute("service.name", "foreign " + random.nextInt(3))
        + (random.nextBoolean() ? "," + attribute("service.instance.id", uuid(random)) : "")
        + "]}";
  }

  private static String attribute(String key, String value) {
    return "{\"key\":" + quoted(key) + ",\"value\":{\"stringValue\":" + quoted(value) + "}}";
  }

  /** Of today and yesterday. */
  private static long start(Random random) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return now - (random.nextLong() & Long.MAX_VALUE) % TimeUnit.DAYS.toNanos(1);
  }

  private static String uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String hex(Random random, int digits) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> text.appendCodePoint(0x1F600 + random.nextInt(16));
        case 1 -> text.append("\"gomon:failed\":1,\n\r\u2028\\");
        default -> text.append((char) random.nextInt(300));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    collector.close();
  }
}
