/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Gomon;
import io.gomon.testkit.GomonExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GomonMetersTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void meters_eventsMade_showTheAccount() {
    GomonMeters.create(gomon.gomon()).bindTo(registry);

    gomon.gomon().start("my-event").finish();
    gomon.gomon().start("my-event").finish();
    gomon.events();

    // The application event is made and delivered, too.
    assertThat(count("gomon.events.made")).isEqualTo(3);
    assertThat(count("gomon.events.dispatched")).isEqualTo(3);
    assertThat(
            registry
                .get("gomon.listener.events")
                .tag("listener", "RecordingListener")
                .tag("outcome", "delivered")
                .functionCounter()
                .count())
        .isEqualTo(3);
    assertThat(registry.get("gomon.events.pending").gauge().value()).isZero();
  }

  @Test
  void meters_gomonStopped_countWhatComesTooLate() {
    Gomon other = Gomon.builder("other").discoverPlugins(false).shutdownHook(false).start();
    GomonMeters.create(other).bindTo(registry);

    var late = other.start("my-event");
    other.stop(Duration.ofSeconds(10));
    late.finish();

    assertThat(
            registry.get("gomon.events.dropped").tag("cause", "stopped").functionCounter().count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("gomon.events.dropped")
                .tag("cause", "queue-full")
                .functionCounter()
                .count())
        .isZero();
  }

  @Test
  void meters_ofTheProcess_followItsGomon() {
    GomonMeters.create().bindTo(registry);
    assertThat(count("gomon.events.made")).isEqualTo(1);

    Gomon next = Gomon.builder("next").discoverPlugins(false).shutdownHook(false).startGlobal();
    next.start("my-event").finish();

    assertThat(count("gomon.events.made")).isEqualTo(2);
    next.stop(Duration.ofSeconds(10));
  }

  private double count(String name) {
    return registry.get(name).functionCounter().count();
  }
}
