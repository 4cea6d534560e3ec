/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.ops.FreeDisk;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricsProcessor;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.walkers.CollectorPrometheusMetricsWalker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running collector tells about itself, read by a parser that is not ours. */
final class MetricsTest {
  @TempDir Path folder;

  @Test
  void metrics_afterSomeRequests_tellWhatHappened() throws Exception {
    try (CollectorFixture fixture = CollectorFixture.start(folder)) {
      String events = "[" + CollectorFixture.event() + "," + CollectorFixture.event() + "]";
      for (int i = 0; i < 2; i++) {
        CollectorFixture.send(fixture.postEvents(events).header("Gomon-Batch-Id", "one"));
      }
      CollectorFixture.send(fixture.postEvents("{broken"));
      CollectorFixture.send(fixture.post("/api/v1/events", "text/plain", new byte[1]));
      fixture.store.awaitEvents(2);
      Map<String, Double> values = values(fixture);
      assertThat(values)
          .containsEntry("gomon_collector_accepted_events_total", 2.0)
          .containsEntry("gomon_collector_duplicate_batches_total", 1.0)
          .containsEntry("gomon_collector_refused_requests_total{reason=malformed}", 1.0)
          .containsEntry("gomon_collector_refused_requests_total{reason=unknown_type}", 1.0)
          .containsEntry("gomon_collector_ingest_requests_total{code=200}", 2.0)
          .containsEntry("gomon_collector_applied_events_total{outcome=stored}", 2.0)
          .containsEntry("gomon_collector_wal_force_seconds_count", 1.0)
          .containsEntry("gomon_collector_ready", 1.0);
      assertThat(values.get("gomon_collector_wal_forced_bytes_total"))
          .isGreaterThan(events.length());
      assertThat(values.get("gomon_collector_wal_force_seconds_sum")).isPositive();
      assertThat(values.get("gomon_collector_heap_max_bytes")).isPositive();
    }
  }

  @Test
  void metrics_allAreDocumented() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("project.root"), "docs", "API.md"));
    try (CollectorFixture fixture = CollectorFixture.start(folder)) {
      for (MetricFamily family : families(fixture)) {
        assertThat(page).contains("`" + family.getName().replace("gomon_collector_", "") + "`");
      }
      assertThat(CollectorFixture.send(fixture.to("/metrics").DELETE()).statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void freeDisk_belowTheLimit_refusesAndIsNotReadyAndSaysWhy() throws Exception {
    CollectorConfig config =
        new CollectorConfig(
            java.net.InetAddress.getLoopbackAddress(),
            0,
            folder,
            java.time.Duration.ofDays(7),
            new CollectorConfig.Disk(64 << 20, 0, Long.MAX_VALUE),
            CollectorFixture.LIMITS,
            false);
    try (Collector collector =
        Collector.start(config, CollectorFixture.wiring(new MemoryStore()))) {
      HttpResponse<String> refused =
          CollectorFixture.send(CollectorFixture.postEvents(collector, CollectorFixture.event()));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("nearly full").contains("--min-free-disk");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      HttpResponse<String> ready = CollectorFixture.send(CollectorFixture.to(collector, "/ready"));
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("nearly full");
    }
  }

  @Test
  void freeDisk_asksAtMostOnceASecond_andAnAnswerThatFailsIsNoTrouble() {
    AtomicLong asked = new AtomicLong();
    FreeDisk disk =
        new FreeDisk(
            folder,
            10,
            () -> {
              asked.incrementAndGet();
              return 5;
            });
    assertThat(List.of(1, 2, 3)).allMatch(i -> disk.trouble() != null);
    assertThat(asked).hasValueLessThan(3);
    FreeDisk silent =
        new FreeDisk(
            folder,
            10,
            () -> {
              throw new java.io.IOException("no answer");
            });
    assertThat(silent.trouble()).isNull();
  }

  private static Map<String, Double> values(CollectorFixture fixture) throws Exception {
    Map<String, Double> values = new HashMap<>();
    for (MetricFamily family : families(fixture)) {
      for (Metric metric : family.getMetrics()) {
        String labels =
            metric.getLabels().isEmpty() ? "" : metric.getLabels().toString().replace(", ", ",");
        if (metric instanceof Counter counter) {
          values.put(family.getName() + labels, counter.getValue());
        } else if (metric instanceof Gauge gauge) {
          values.put(family.getName() + labels, gauge.getValue());
        } else if (metric instanceof Histogram histogram) {
          values.put(family.getName() + "_count", (double) histogram.getSampleCount());
          values.put(family.getName() + "_sum", histogram.getSampleSum());
        }
      }
    }
    return values;
  }

  private static List<MetricFamily> families(CollectorFixture fixture) throws Exception {
    HttpResponse<String> answer = CollectorFixture.send(fixture.to("/metrics").GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    CollectorPrometheusMetricsWalker walker = new CollectorPrometheusMetricsWalker();
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    new TextPrometheusMetricsProcessor(new ByteArrayInputStream(text), walker).walk();
    return walker.getAllMetricFamilies();
  }
}
