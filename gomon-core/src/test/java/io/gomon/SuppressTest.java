/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SuppressTest {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Test
  void suppress_onThisThread_recordsNothingUntilClosed() {
    Gomon gomon =
        Gomon.builder("test")
            .listener(events::add)
            .shutdownHook(false)
            .discoverPlugins(false)
            .start();
    try (EventTracker outer = gomon.start("outer");
        Scope scope = outer.makeCurrent()) {
      try (Scope suppressed = Gomon.suppress();
          Scope nested = Gomon.suppress()) {
        assertThat(gomon.start("hidden").isRecording()).isFalse();
        assertThat(gomon.startInbound("hidden", null).isRecording()).isFalse();
        try (Scope inner = outer.makeCurrent()) {
          assertThat(gomon.start("hidden").isRecording()).isFalse();
        }
      }
      assertThat(gomon.current()).isSameAs(outer);
      gomon.start("inner").finish();
    }
    gomon.stop(Duration.ofSeconds(5));
    assertThat(events)
        .extracting(Event::fingerprint)
        .containsExactly("application", "inner", "outer", "application");
    assertThat(gomon.stats().scopeMisuses()).isZero();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void suppress_closedTwice_bringsNoClosedEventBack() {
    Gomon gomon = Recorder.builder(events::add).start();
    EventTracker outer = gomon.start("outer");
    Scope scope = outer.makeCurrent();
    Scope first = Gomon.suppress();
    first.close();
    scope.close();
    try (Scope second = Gomon.suppress()) {
      first.close();
      assertThat(gomon.current().isRecording()).isFalse();
      assertThat(gomon.start("hidden").isRecording()).isFalse();
    }
    assertThat(gomon.current()).isNotSameAs(outer);
    try (Scope next = gomon.start("next").makeCurrent()) {
      scope.close();
    }
    assertThat(gomon.current().isRecording()).isFalse();
    gomon.stop(Duration.ofSeconds(5));
  }
}
