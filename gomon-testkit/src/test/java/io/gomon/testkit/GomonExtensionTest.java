/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GomonExtensionTest {
  private final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));

  @RegisterExtension
  final GomonExtension gomon = GomonExtension.create(builder -> builder.clock(clock));

  @Test
  void events_madeByTheTest_areThereInOrder() {
    try (EventTracker outer = Gomon.global().start("test-outer");
        Scope scope = outer.makeCurrent()) {
      clock.advance(Duration.ofMillis(250));
      gomon.gomon().start("test-inner").finish();
    }
    List<Event> events = gomon.events();
    assertThat(events).extracting(Event::fingerprint).containsExactly("test-inner", "test-outer");
    assertThat(events.get(0).parentLow()).isEqualTo(events.get(1).idLow());
    assertThat(events.get(1).elapsedNanos()).isEqualTo(250_000_000L);
  }

  @Test
  void verify_undocumentedKey_isNamed() {
    Gomon own = Gomon.builder("own").shutdownHook(false).discoverPlugins(false).start();
    RecordingListener listener = new RecordingListener();
    own.addListener(listener);
    own.start("gomon-loss").set("surprise", 1).finish();
    own.start("never-heard-of").finish();
    own.stop(Duration.ofSeconds(10));
    assertThatThrownBy(() -> EventCatalog.verify(listener.events()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("`surprise`, which is not documented")
        .hasMessageContaining("gomon-loss lacks `made`")
        .hasMessageContaining("never-heard-of is not documented");
  }
}
