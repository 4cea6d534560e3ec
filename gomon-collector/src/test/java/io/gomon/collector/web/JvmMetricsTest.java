/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static io.gomon.collector.web.RunningRoutes.NOW_MILLIS;
import static io.gomon.collector.web.RunningRoutes.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.store.CollectedEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** OpenTelemetry's metrics of a virtual machine, asked for as GoMon's own measurements are. */
final class JvmMetricsTest {
  @TempDir Path folder;
  private RunningRoutes routes;
  private long nextId = 1;

  @BeforeEach
  void start() throws Exception {
    routes = RunningRoutes.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    routes.close();
  }

  @Test
  void memory_stableMetrics_areAddedUpByRunAndTime() throws Exception {
    String heap = "\"labels\":{\"jvm.memory.type\":\"heap\",\"jvm.memory.pool.name\":\"";
    routes.apply(
        metric(60, 5, "jvm.memory.used", heap + "eden\"},\"value\":10"),
        metric(60, 5, "jvm.memory.used", heap + "old\"},\"value\":20"),
        metric(
            60, 5, "jvm.memory.used", "\"labels\":{\"jvm.memory.type\":\"non_heap\"},\"value\":7"),
        metric(60, 5, "jvm.memory.committed", heap + "eden\"},\"value\":40"),
        metric(60, 5, "jvm.memory.limit", heap + "eden\"},\"value\":50"),
        metric(
            60,
            5,
            "jvm.gc.duration",
            "\"unit\":\"s\",\"labels\":{\"a\":\"b\"},\"count\":3,\"sum\":0.5"),
        metric(
            60,
            5,
            "jvm.gc.duration",
            "\"unit\":\"s\",\"labels\":{\"a\":\"c\"},\"count\":1,\"sum\":0.25"),
        metric(60, 5, "jvm.thread.count", "\"labels\":{\"jvm.thread.daemon\":true},\"value\":8"),
        metric(60, 5, "jvm.thread.count", "\"labels\":{\"jvm.thread.daemon\":false},\"value\":2"),
        metric(60, 5, "jvm.class.count", "\"value\":900"),
        metric(60, 5, "process.cpu.utilization", "\"value\":0.9"),
        metric(60, 5, "jvm.cpu.recent_utilization", "\"value\":0.25"),
        metric(60, 5, "jvm.system.cpu.utilization", "\"value\":0.5"),
        metric(50, 5, "jvm.memory.used", heap + "eden\"},\"value\":11"),
        metric(50, 6, "jvm.memory.used", heap + "eden\"},\"value\":12"),
        metric(50, 6, "jvm.class.count", "\"value\":\"NaN\""));
    JsonNode instances = instances();
    assertThat(instances).hasSize(2);
    JsonNode points = instances.get(0).get("points");
    assertThat(points).hasSize(2);
    assertThat(points.get(0).toString())
        .isEqualTo(
            "{\"timeMillis\":"
                + (NOW_MILLIS - 60_000)
                + ",\"heapUsedBytes\":30,\"heapCommittedBytes\":40,\"heapMaxBytes\":50,"
                + "\"nonHeapUsedBytes\":7,\"gcCount\":4,\"gcPauseNanos\":750000000,\"threads\":10,"
                + "\"classesLoaded\":900,\"cpuProcess\":0.25,\"cpuSystem\":0.5}");
    assertThat(points.get(1).get("heapUsedBytes").asLong()).isEqualTo(11);
    assertThat(points.get(1).get("gcCount").isNull()).isTrue();
    JsonNode other = instances.get(1).get("points").get(0);
    assertThat(other.get("heapUsedBytes").asLong()).isEqualTo(12);
    assertThat(other.get("classesLoaded").isNull()).isTrue();
  }

  @Test
  void memory_olderNamesAndDeltas_areUnderstood() throws Exception {
    String gc = "\"unit\":\"ms\",\"temporality\":\"delta\",\"labels\":{},\"count\":2,\"sum\":5.0";
    routes.apply(
        metric(
            60,
            5,
            "process.runtime.jvm.memory.usage",
            "\"labels\":{\"type\":\"heap\"},\"value\":3"),
        metric(60, 5, "process.runtime.jvm.gc.duration", gc),
        metric(50, 5, "process.runtime.jvm.gc.duration", gc),
        metric(50, 5, "process.thread.count", "\"value\":4"),
        metric(
            50,
            5,
            "system.cpu.utilization",
            "\"labels\":{\"cpu.mode\":\"idle\",\"cpu.logical_number\":0},\"value\":0.5"),
        metric(
            50,
            5,
            "system.cpu.utilization",
            "\"labels\":{\"cpu.mode\":\"idle\",\"cpu.logical_number\":1},\"value\":1.0"),
        metric(
            50,
            5,
            "system.cpu.utilization",
            "\"labels\":{\"cpu.mode\":\"user\",\"cpu.logical_number\":0},\"value\":0.4"));
    JsonNode points = instances().get(0).get("points");
    assertThat(points.get(0).get("heapUsedBytes").asLong()).isEqualTo(3);
    assertThat(points.get(0).get("gcPauseNanos").asLong()).isEqualTo(5_000_000);
    assertThat(points.get(1).get("gcCount").asLong()).isEqualTo(4);
    assertThat(points.get(1).get("gcPauseNanos").asLong()).isEqualTo(10_000_000);
    assertThat(points.get(1).get("threads").asLong()).isEqualTo(4);
    assertThat(points.get(1).get("cpuSystem").asDouble()).isEqualTo(0.25);
  }

  @Test
  void memory_deltasUnderTwoNames_countOnce() throws Exception {
    String delta = "\"unit\":\"s\",\"temporality\":\"delta\",\"count\":2,\"sum\":5.0";
    for (int app = 1; app <= 20; app++) { // rows of one step come in no order
      routes.apply(
          metric(60, app, "process.runtime.jvm.gc.duration", delta),
          metric(60, app, "jvm.gc.duration", delta),
          metric(40, app, "process.runtime.jvm.gc.duration", delta),
          metric(40, app, "jvm.gc.duration", delta));
    }
    for (JsonNode instance : instances()) {
      assertThat(instance.get("points").findValuesAsString("gcCount")).containsExactly("2", "4");
    }
  }

  @Test
  void memory_stepWithoutADelta_keepsTheSumSoFar() throws Exception {
    String delta = "\"unit\":\"s\",\"temporality\":\"delta\",\"count\":2,\"sum\":5.0";
    routes.apply(
        metric(60, 5, "jvm.gc.duration", delta),
        metric(50, 5, "jvm.class.count", "\"value\":7"),
        metric(40, 5, "jvm.gc.duration", delta));
    assertThat(instances().get(0).get("points").findValuesAsString("gcCount"))
        .containsExactly("2", "2", "4");
  }

  @Test
  void memory_deltasInOneStep_areAddedUp() throws Exception {
    routes.apply(
        metric(61, 5, "jvm.thread.count", "\"temporality\":\"delta\",\"value\":7"),
        metric(60, 5, "jvm.thread.count", "\"temporality\":\"delta\",\"value\":-2"));
    assertThat(instances().get(0).get("points").findValuesAsString("threads")).containsExactly("5");
  }

  @Test
  void memory_seriesThatEnded_isNoFallToZero() throws Exception {
    routes.apply(
        metric(60, 5, "jvm.gc.duration", "\"unit\":\"s\",\"count\":3,\"sum\":0.5"),
        metric(40, 5, "jvm.gc.duration", "\"no-value\":true"));
    assertThat(instances().get(0).get("points").findValuesAsString("gcCount")).containsExactly("3");
  }

  @Test
  void memory_moreRunsThanAreShown_areTheNewest() throws Exception {
    CollectedEvent[] events = new CollectedEvent[2 * 150];
    for (int i = 0; i < 150; i++) {
      events[2 * i] = metric(400 - i, i + 1, "jvm.class.count", "\"value\":" + i);
      events[2 * i + 1] =
          request(nextId++, 400 - i)
              .kind("rt-collect-memstat", "rt-collect-memstat")
              .app(9, 1_000 + i)
              .lapsed(0)
              .attributes("{\"classes-loaded\":" + i + "}")
              .event();
    }
    routes.apply(events);
    assertThat(instances().findValues("classesLoaded"))
        .hasSize(2 * 100)
        .allMatch(loaded -> loaded.asInt() >= 50);
  }

  /** What the last one does not have was not measured any more. */
  @Test
  void memory_severalMeasurementsInAStep_areTheLastOne() throws Exception {
    routes.apply(
        memstat(119, "{\"threads\":1}"),
        memstat(
            70,
            "{\"threads\":3,\"classes-loaded\":5,\"heap-alloc\":1,\"heap-sys\":1,\"num-gc\":1,"
                + "\"nonheap-used\":1,\"pause-totalns\":1,\"cpu-process\":1,\"cpu-system\":1}"),
        memstat(65, "{\"threads\":4}"));
    JsonNode instances =
        routes
            .get("/api/v1/services/shop/memory?from=" + (NOW_MILLIS - 18_000_000))
            .json()
            .get("instances");
    JsonNode points = instances.get(0).get("points");
    assertThat(points).hasSize(1);
    assertThat(points.get(0).get("timeMillis").asLong()).isEqualTo(NOW_MILLIS - 65_000);
    assertThat(points.get(0).get("threads").asLong()).isEqualTo(4);
    assertThat(points.get(0)).filteredOn(JsonNode::isNull).hasSize(9);
  }

  private CollectedEvent memstat(long secondsAgo, String attributes) {
    return request(nextId++, secondsAgo)
        .kind("rt-collect-memstat", "rt-collect-memstat")
        .app(9, 1_000)
        .lapsed(0)
        .attributes(attributes)
        .event();
  }

  private JsonNode instances() throws Exception {
    return routes.get("/api/v1/services/shop/memory").json().get("instances");
  }

  private CollectedEvent metric(long secondsAgo, long app, String name, String rest) {
    return request(nextId++, secondsAgo)
        .kind("metric", name)
        .app(app, app)
        .lapsed(0)
        .attributes("{\"name\":\"" + name + "\"," + rest + "}")
        .event();
  }
}
