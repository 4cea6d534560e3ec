/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GomonThreadLocalAccessorTest {
  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final ContextSnapshotFactory snapshots =
      ContextSnapshotFactory.builder().clearMissing(true).build();

  @Test
  void accessor_onTheClassPath_isFound() {
    assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
        .hasAtLeastOneElementOfType(GomonThreadLocalAccessor.class);
  }

  @Test
  void snapshots_nested_restoreExactlyWhatWasThere() {
    EventTracker first = Gomon.global().start("test-first");
    EventTracker second = Gomon.global().start("test-second");
    ContextSnapshot ofNothing = snapshots.captureAll();
    ContextSnapshot ofSecond;
    try (Scope scope = second.makeCurrent()) {
      ofSecond = snapshots.captureAll();
    }
    Scope firstScope = first.makeCurrent();
    try (ContextSnapshot.Scope outer = ofSecond.setThreadLocals()) {
      assertThat(Gomon.global().current()).isSameAs(second);
      try (ContextSnapshot.Scope inner = ofNothing.setThreadLocals()) {
        assertThat(Gomon.global().current().isRecording()).isFalse();
      }
      assertThat(Gomon.global().current()).isSameAs(second);
    }
    assertThat(Gomon.global().current()).isSameAs(first);
    firstScope.close();
    assertThat(Gomon.global().current().isRecording()).isFalse();
    first.finish();
    second.finish();
  }

  @Test
  void silence_isCarriedToo() throws Exception {
    ContextSnapshot silent;
    try (Scope scope = Gomon.suppress()) {
      silent = snapshots.captureAll();
    }
    Runnable task =
        silent.wrap(
            () -> {
              assertThat(Gomon.global().start("test-hidden").isRecording()).isFalse();
            });
    task.run();
    Gomon.global().start("test-shown").finish();
    assertThat(gomon.events("test-shown")).hasSize(1);
  }
}
