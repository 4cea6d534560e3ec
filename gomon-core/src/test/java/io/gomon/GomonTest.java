/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class GomonTest {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Test
  void start_underCurrentEvent_linksParentTraceAndRun() {
    Gomon gomon =
        Gomon.builder("test")
            .listener(events::add)
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    try (EventTracker outer = gomon.start("outer");
        Scope scope = outer.makeCurrent()) {
      gomon.start("inner").set("a", 1).set("b", "x").finish();
    }
    gomon.stop(Duration.ofSeconds(5));
    assertThat(events)
        .extracting(Event::fingerprint)
        .containsExactly("application", "inner", "outer", "application");
    Event inner = events.get(1);
    Event outer = events.get(2);
    assertThat(inner.parentHigh()).isEqualTo(outer.idHigh());
    assertThat(inner.parentLow()).isEqualTo(outer.idLow());
    assertThat(inner.traceLow()).isEqualTo(outer.idLow());
    assertThat(outer.isRoot()).isTrue();
    assertThat(inner.get("a")).isEqualTo(1L);
    GomonStats stats = gomon.stats();
    assertThat(stats.made()).isEqualTo(4).isEqualTo(stats.dispatched());
  }
}
