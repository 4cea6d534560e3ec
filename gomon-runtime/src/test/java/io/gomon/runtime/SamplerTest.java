/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.Gomon;
import io.gomon.testkit.RecordingListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Measures that fail: nothing of it may end the gathering. */
final class SamplerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RecordingListener recorded = new RecordingListener();
  private final Gomon gomon =
      Gomon.builder("test").listener(recorded).discoverPlugins(false).shutdownHook(false).start();

  @AfterEach
  void stop() {
    gomon.stop(PATIENCE);
  }

  @Test
  void sample_binderAndGaugeFail_othersAreStillMeasured() {
    MeterBinder refusing =
        registry -> {
          throw new IllegalStateException("no such bean");
        };
    MeterBinder failing =
        registry ->
            Gauge.builder(
                    "jvm.threads.live",
                    () -> {
                      throw new IllegalStateException("not now");
                    })
                .register(registry);
    Sampler sampler =
        Sampler.start(
            gomon,
            () -> Duration.ofMillis(10),
            () -> JvmMeters.open(List.of(() -> refusing, () -> failing, JvmMemoryMetrics::new)));

    Event second = recorded.await("a second sample", e -> e.get("diff-heap-alloc") != null);
    sampler.stop();
    sampler.join(PATIENCE);

    assertThat(second.get("heap-alloc")).isInstanceOf(Long.class);
    assertThat(second.get("threads")).isNull();
    assertThat(second.get("num-gc")).isNull();
  }

  @Test
  void sample_gomonDisabled_measuresNothing() {
    gomon.disable();
    AtomicInteger rounds = new AtomicInteger();
    Sampler sampler =
        Sampler.start(
            gomon,
            () -> {
              if (rounds.incrementAndGet() == 5) {
                gomon.enable();
              }
              return Duration.ofMillis(10);
            },
            JvmMeters::open);

    Event first = recorded.await("rt-collect-memstat");
    sampler.stop();
    sampler.join(PATIENCE);

    assertThat(rounds.get()).isGreaterThanOrEqualTo(5);
    assertThat(first.get("prev-tracker-id")).isNull();
  }
}
