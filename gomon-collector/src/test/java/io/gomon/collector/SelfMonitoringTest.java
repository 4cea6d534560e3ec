/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.collector.ops.Metrics;
import io.gomon.collector.ops.SelfMonitoring;
import io.gomon.collector.ops.SelfReport;
import io.gomon.collector.ops.StatusCounts;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.testkit.EventCatalog;
import io.gomon.testkit.RecordingListener;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real collector that monitors itself: what it stores, and whom that disturbs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SelfMonitoringTest {
  @TempDir Path folder;

  @Test
  void collector_monitorsItself_isOneOfItsServices() throws Exception {
    CollectorConfig config = config(true);
    try (Collector collector = Collector.start(config, Wiring::standard)) {
      CollectorFixture.send(CollectorFixture.postEvents(collector, "[{\"broken\""));
      await(() -> ask(collector, "/api/v1/services"), text -> text.contains("gomon-collector"));
      String operations = "/api/v1/services/gomon-collector/operations";
      await(
          () -> ask(collector, operations),
          text -> text.contains("rt-collector") && text.contains("collector-trouble"));
      String memory = "/api/v1/services/gomon-collector/memory";
      await(() -> ask(collector, memory), text -> text.contains("heapUsedBytes"));
      JsonNode events =
          JsonMapper.shared().readTree(ask(collector, "/api/v1/status")).get("events");
      assertThat(events.get("accepted").asLong()).as("of others").isZero();
      assertThat(events.get("own").asLong()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void ownEvents_bringNoFurtherEvents() throws Exception {
    MemoryStore store = new MemoryStore();
    try (Collector collector = Collector.start(config(true), CollectorFixture.wiring(store))) {
      await(() -> fingerprints(store), all -> all.contains("rt-collector"));
      long own = collector.status().ownEvents();
      for (int i = 0; i < 30; i++) {
        ask(collector, "/metrics");
      }
      // The application, what the machine is and does, one report; the next one comes in 10 s.
      assertThat(collector.status().ownEvents()).isBetween(own, 10L);
      assertThat(collector.status().droppedOwnEvents()).isZero();
    }
    assertThat(fingerprints(store)).contains("application", "runtime-base", "rt-collector");
    assertThat(
            store.awaitEvents(0).stream()
                .filter(e -> e.fingerprint().equals("application"))
                .toList())
        .as("announced, and at the end")
        .anyMatch(e -> e.lapsedNanos() > 0)
        .allMatch(e -> e.service().equals("gomon-collector"));
  }

  @Test
  void logTakesNothing_ownEventsAreDroppedAndCounted() throws Exception {
    MemoryStore store = new MemoryStore();
    CollectorConfig.Disk full = new CollectorConfig.Disk(64 << 20, 0, Long.MAX_VALUE);
    long startNanos;
    try (Collector collector =
        Collector.start(config(full, true), CollectorFixture.wiring(store))) {
      CollectorFixture.send(CollectorFixture.postEvents(collector, CollectorFixture.event()));
      await(() -> collector.status().droppedOwnEvents(), dropped -> dropped >= 3);
      assertThat(ask(collector, "/metrics"))
          .contains("gomon_collector_own_events_total 0")
          .doesNotContain("gomon_collector_own_dropped_events_total 0");
      startNanos = System.nanoTime();
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos))
        .as("milliseconds of the stop")
        .isLessThan(5_000);
    assertThat(store.awaitEvents(0)).isEmpty();
  }

  @Test
  void events_areDocumented() throws Exception {
    RecordingListener recorded = new RecordingListener();
    try (CollectorFixture fixture = CollectorFixture.start(folder)) {
      RunningStatus status = fixture.collector.status();
      StatusCounts counts = new StatusCounts(new Handler.Sequence());
      Metrics metrics =
          new Metrics(status, status.forces(), status::lagBytes, status::isReady, counts, counts);
      try (SelfMonitoring self =
          new SelfMonitoring(recorded, new SelfReport(metrics, () -> "the reason"))) {
        self.start();
        for (int i = 0; i < 25; i++) {
          self.question("/api/v1/traces", 503, 1_000);
        }
        self.trouble("store", "it takes nothing", new java.io.IOException("disk full"));
        await(recorded::events, events -> names(events).contains("rt-collector"));
      }
    }
    EventCatalog.verify(recorded.events());
    assertThat(names(recorded.events())).contains("collector-trouble", "rt-collector");
    assertThat(names(recorded.events()).stream().filter("collector-question"::equals))
        .as("of 25, of which the first report may come in between")
        .hasSizeBetween(10, 20);
  }

  @Test
  void selfMonitoringIsOff_nothingIsStored() throws Exception {
    MemoryStore store = new MemoryStore();
    try (Collector collector = Collector.start(config(false), CollectorFixture.wiring(store))) {
      CollectorFixture.send(CollectorFixture.postEvents(collector, "[{\"broken\""));
      assertThat(collector.status().ownEvents()).isZero();
    }
    assertThat(store.awaitEvents(0)).isEmpty();
  }

  private CollectorConfig config(CollectorConfig.Disk disk, boolean selfMonitoring) {
    return new CollectorConfig(
        InetAddress.getLoopbackAddress(),
        0,
        folder,
        Duration.ofDays(7),
        disk,
        CollectorFixture.LIMITS,
        selfMonitoring);
  }

  private CollectorConfig config(boolean selfMonitoring) {
    return config(new CollectorConfig.Disk(64 << 20, 0, 1), selfMonitoring);
  }

  private static String ask(Collector collector, String path) throws Exception {
    return CollectorFixture.send(CollectorFixture.to(collector, path).GET()).body();
  }

  private static List<String> fingerprints(MemoryStore store) throws InterruptedException {
    return store.awaitEvents(0).stream().map(CollectedEvent::fingerprint).toList();
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::fingerprint).toList();
  }

  private static <T> void await(Callable<T> question, Predicate<T> condition) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    T answer = question.call();
    while (!condition.test(answer)) {
      assertThat(System.nanoTime()).as("still " + answer).isLessThan(endNanos);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      answer = question.call();
    }
  }
}
