/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static io.gomon.collector.CollectorFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.testkit.Conditions;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program under OpenTelemetry's own agent, as it comes from Maven Central, on our pages. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AgentTest {
  private static final String SHOP = "/api/v1/services/watched-shop/";

  @TempDir Path folder;
  private Collector collector;

  @Test
  void program_underTheAgent_isOnAllPages() throws Exception {
    try (Collector running =
        Collector.start(
            CollectorFixture.config(folder.resolve("data"), CollectorFixture.LIMITS, 64 << 20),
            Wiring::standard)) {
      collector = running;
      runShop();
      // The agent has sent all when the program has ended.
      Conditions.await("stored", () -> collector.status().walPendingBatches() == 0);
      checkTraces();
      checkErrors();
      checkLogs();
      checkMemory();
      checkResource();
    }
  }

  private void checkTraces() throws Exception {
    JsonNode service = ask("/api/v1/services").get("services").get(0);
    assertThat(service.get("service").asString()).isEqualTo("watched-shop");
    assertThat(service.get("requests").asInt()).isEqualTo(3);
    assertThat(service.get("errors").asInt()).isEqualTo(1);
    assertThat(ask(SHOP + "operations").get("operations").findValuesAsString("operation"))
        .contains("GET /items", "POST /broken", "select name from item where id = ?");
    assertThat(ask("/api/v1/sql").get("statements").findValuesAsString("query"))
        .contains("select name from item where id = ?", "select name from missing");
    assertThat(ask(SHOP + "series").get("points").findValues("requests"))
        .anyMatch(requests -> requests.asInt() > 0);
    JsonNode edge = ask("/api/v1/edges").get("edges").get(0);
    assertThat(edge.get("caller").asString()).isEqualTo("watched-shop");
    assertThat(edge.get("callee").asString()).isEqualTo("watched-shop");
  }

  private void checkErrors() throws Exception {
    JsonNode groups = ask("/api/v1/errors").get("groups");
    assertThat(groups.findValuesAsString("type"))
        .contains("java.lang.IllegalStateException", "org.h2.jdbc.JdbcSQLSyntaxErrorException");
    assertThat(groups.toString()).contains("io.gomon.collector.WatchedShop.broken");
  }

  private void checkLogs() throws Exception {
    String trace = traceOf("/api/v1/traces?operation=GET%20%2Fitems");
    JsonNode events = ask("/api/v1/traces/" + trace).get("events");
    JsonNode log =
        StreamSupport.stream(events.spliterator(), false)
            .filter(event -> event.get("gomon:fp").asString().equals("log"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no log in " + events));
    assertThat(log.get("body").asString()).isEqualTo("item asked");
    assertThat(log.get("logger").asString()).isEqualTo("shop.Items");
    assertThat(events.findValuesAsString("id")).contains(log.get("parent").asString());
  }

  private void checkMemory() throws Exception {
    JsonNode run = ask(SHOP + "memory").get("instances").get(0);
    assertThat(run.get("host").asString()).isNotEmpty();
    assertThat(run.get("pid").asLong()).isPositive();
    JsonNode point = measured().get(0);
    for (String field :
        List.of("heapUsedBytes", "heapCommittedBytes", "heapMaxBytes", "nonHeapUsedBytes")) {
      assertThat(point.get(field).asLong()).as(field).isGreaterThan(1 << 20);
    }
    for (String field : List.of("gcCount", "gcPauseNanos", "threads", "classesLoaded")) {
      assertThat(point.get(field).asLong()).as(field).isPositive();
    }
    assertThat(point.get("cpuProcess").asDouble()).isBetween(0.0, 1.0);
    assertThat(point.get("cpuSystem").asDouble()).isBetween(0.0, 1.0);
  }

  /** The agent stops to watch the memory before it sends for the last time. */
  private List<JsonNode> measured() throws Exception {
    return StreamSupport.stream(ask(SHOP + "memory").findPath("points").spliterator(), false)
        .filter(point -> !point.get("heapUsedBytes").isNull() && !point.get("gcCount").isNull())
        .toList();
  }

  private boolean isMeasured() {
    try {
      return !measured().isEmpty();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void checkResource() throws Exception {
    String trace = traceOf("/api/v1/traces?attribute=service.version&value=3.2.1");
    JsonNode application = ask("/api/v1/traces/" + trace).get("applications").get(0);
    assertThat(application.get("telemetry.distro.name").asString())
        .isEqualTo("opentelemetry-java-instrumentation");
    assertThat(application.get("deployment.environment.name").asString()).isEqualTo("test");
  }

  private String traceOf(String search) throws Exception {
    JsonNode traces = ask(search).get("traces");
    assertThat(traces).as(search).isNotEmpty();
    return traces.get(0).get("trace").asString();
  }

  private void runShop() throws Exception {
    Path errors = folder.resolve("stderr.txt");
    Path agent = Path.of("target", "agent", "opentelemetry-javaagent.jar").toAbsolutePath();
    String classPath = pathOf(WatchedShop.class) + File.pathSeparator + pathOf(org.h2.Driver.class);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-javaagent:" + agent,
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            classPath,
            WatchedShop.class.getName());
    builder.environment().put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    builder
        .environment()
        .put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.port());
    builder.environment().put("OTEL_SERVICE_NAME", "watched-shop");
    builder.environment().put("OTEL_METRIC_EXPORT_INTERVAL", "500");
    builder
        .environment()
        .put("OTEL_RESOURCE_ATTRIBUTES", "service.version=3.2.1,deployment.environment.name=test");
    Process shop = builder.redirectError(errors.toFile()).start();
    try {
      BufferedReader out = shop.inputReader();
      assertThat(out.readLine()).as(Files.readString(errors)).isEqualTo("200 tea");
      assertThat(out.readLine()).isEqualTo("200 tea");
      assertThat(out.readLine()).startsWith("no answer");
      assertThat(out.readLine()).isEqualTo("done");
      Conditions.await("memory measured", this::isMeasured);
      shop.getOutputStream().close(); // it may end
      assertThat(shop.waitFor(90, TimeUnit.SECONDS)).isTrue();
    } finally {
      shop.destroyForcibly();
    }
    assertThat(shop.exitValue()).as(Files.readString(errors)).isZero();
  }

  private static String pathOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private JsonNode ask(String path) throws Exception {
    return JsonMapper.shared().readTree(send(CollectorFixture.to(collector, path).GET()).body());
  }
}
