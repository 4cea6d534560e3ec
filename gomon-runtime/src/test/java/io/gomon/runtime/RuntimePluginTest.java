/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.Event;
import io.gomon.Gomon;
import io.gomon.spi.GomonPlugin;
import io.gomon.testkit.GomonExtension;
import io.gomon.testkit.RecordingListener;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RuntimePluginTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @RegisterExtension
  final GomonExtension gomon =
      GomonExtension.create(builder -> builder.plugin(new RuntimePlugin()));

  @Test
  void plugin_onTheClassPath_isFound() {
    assertThat(ServiceLoader.load(GomonPlugin.class))
        .anyMatch(plugin -> plugin instanceof RuntimePlugin);
  }

  @Test
  void start_default_recordsWhatTheMachineIsOnce() {
    Event base = gomon.recorded().await("runtime-base");
    gomon.recorded().await("rt-collect-memstat");

    assertThat(base.isRoot()).isTrue();
    assertThat(base.get("max-heap")).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(base.get("java-version")).isEqualTo(System.getProperty("java.version"));
    assertThat((List<?>) base.get("gc")).isNotEmpty();
    assertThat((Long) base.get("process-start")).isBetween(1L, System.currentTimeMillis());
    assertThat(gomon.events("runtime-base")).hasSize(1);
  }

  @Test
  void start_longInterval_takesTheFirstSampleAtOnce() {
    Event sample = gomon.recorded().await("rt-collect-memstat");

    assertThat(integer(sample, "heap-alloc")).isPositive();
    assertThat(integer(sample, "heap-sys")).isGreaterThanOrEqualTo(integer(sample, "heap-alloc"));
    assertThat(integer(sample, "heap-max")).isGreaterThanOrEqualTo(integer(sample, "heap-sys"));
    assertThat(integer(sample, "nonheap-sys"))
        .isGreaterThanOrEqualTo(integer(sample, "nonheap-used"));
    assertThat(integer(sample, "threads")).isGreaterThan(integer(sample, "threads-daemon"));
    assertThat(integer(sample, "threads-peak")).isGreaterThanOrEqualTo(integer(sample, "threads"));
    assertThat(integer(sample, "classes-loaded")).isGreaterThan(400);
    assertThat(sample.get("prev-tracker-id")).isNull();
    assertThat(sample.errors()).isEmpty();
  }

  @Test
  void interval_shortenedWhileWaiting_takesEffectAtOnce() {
    gomon.gomon().settings().set("runtime.memstat-interval", Duration.ofHours(1));
    gomon.recorded().await("rt-collect-memstat");

    gomon.gomon().settings().set("runtime.memstat-interval", "10ms");

    Event second = gomon.recorded().await("a second sample", e -> e.get("diff-heap-alloc") != null);
    Event first = gomon.recorded().events("rt-collect-memstat").get(0);
    assertThat(second.get("prev-tracker-id")).isEqualTo(first.id().toString());
    assertThat(integer(second, "heap-alloc") - integer(first, "heap-alloc"))
        .isEqualTo(integer(second, "diff-heap-alloc"));
  }

  @Test
  void sample_afterGarbageCollections_countsThemAndTheirPauses() {
    gomon.recorded().await("rt-collect-memstat");
    gomon.gomon().settings().set("runtime.memstat-interval", "10ms");

    Event collected =
        gomon
            .recorded()
            .await(
                "a sample with a pause",
                event -> {
                  System.gc();
                  return event.get("num-gc") instanceof Long pauses
                      && pauses > 0
                      && integer(event, "pause-totalns") > 0
                      && integer(event, "live-data") > 0;
                });

    assertThat(integer(collected, "pause-totalns")).isLessThan(60_000_000_000L);
  }

  @Test
  void enabled_switchedOffAndOn_endsAndResumes() {
    RecordingListener recorded = gomon.recorded();
    recorded.await("rt-collect-memstat");
    Set<Thread> first = samplers();

    gomon.gomon().settings().set("runtime.enabled", false);
    assertThat(allEnd(first)).isTrue();
    gomon.events();
    recorded.clear();
    gomon.gomon().settings().set("runtime.enabled", true);

    recorded.await("rt-collect-memstat");
  }

  @Test
  void settings_notFitting_areRefused() {
    assertThatThrownBy(() -> gomon.gomon().settings().set("runtime.memstat-interval", "0s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("runtime.memstat-interval");
  }

  @Test
  void interval_longerThanTheClockCounts_doesNotEndTheGathering() {
    gomon.recorded().await("rt-collect-memstat");
    gomon.gomon().settings().set("runtime.memstat-interval", Duration.ofSeconds(Long.MAX_VALUE));
    gomon.gomon().settings().set("runtime.memstat-interval", "10ms");

    gomon.recorded().await("a second sample", event -> event.get("diff-heap-alloc") != null);
  }

  @Test
  void stop_whileWaiting_endsTheThread() {
    gomon.recorded().await("rt-collect-memstat");
    Set<Thread> before = samplers();
    assertThat(before).isNotEmpty();

    gomon.gomon().stop(PATIENCE);

    assertThat(allEnd(before)).isTrue();
  }

  @Test
  void plugin_addedTwice_gathersOnce() {
    RecordingListener recorded = new RecordingListener();
    Gomon twice =
        Gomon.builder("twice")
            .listener(recorded)
            .discoverPlugins(true)
            .plugin(new RuntimePlugin())
            .shutdownHook(false)
            .start();

    recorded.await("rt-collect-memstat");
    twice.stop(PATIENCE);

    assertThat(recorded.events("runtime-base")).hasSize(1);
    assertThat(recorded.events("rt-collect-memstat")).hasSize(1);
  }

  private static Set<Thread> samplers() {
    return Set.copyOf(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("gomon-runtime"))
            .toList());
  }

  private static boolean allEnd(Set<Thread> threads) {
    for (Thread thread : threads) {
      try {
        thread.join(PATIENCE.toMillis());
      } catch (InterruptedException e) {
        // The test is being stopped.
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  private static long integer(Event event, String key) {
    return event.get(key) instanceof Long value ? value : Long.MIN_VALUE;
  }
}
