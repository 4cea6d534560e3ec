/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.internal.ContextSlot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Carried tasks that run on a thread in the middle of its tree: by a helping worker, say. */
class SegmentContextTest {
  private final Recorder recorder = new Recorder();
  private final Gomon gomon = Recorder.builder(recorder).overflow(Overflow.BLOCK).start();

  @BeforeEach
  void makeGlobal() {
    Gomon.setGlobal(gomon);
  }

  @AfterEach
  void stop() {
    Gomon.setGlobal(null);
    gomon.stop(Duration.ofSeconds(20));
    assertThat(ContextSlot.get()).startsWith(null, (Object) null);
    assertThat(gomon.stats().scopeLeaks()).isZero();
  }

  private List<Event> trees() {
    assertThat(gomon.flush(Duration.ofSeconds(20))).isTrue();
    return recorder.events("segment");
  }

  private static void segment(String name) {
    try (Segment segment = Segment.start(name)) {
      segment.isRecording();
    }
  }

  @SuppressWarnings("unchecked")
  private static void assertWhole(Event outer, Object... children) {
    assertThat(outer.get("name")).isEqualTo("outer");
    assertThat(outer.get("left-open")).isNull();
    assertThat((List<Map<String, Object>>) outer.get("childs"))
        .extracting(each -> each.get("name"))
        .containsExactly(children);
  }

  @Test
  void taskOfTheTreesOwn_onItsThread_isCountedInIt() {
    Executor direct = Gomon.wrap((Executor) Runnable::run);
    try (Segment outer = Segment.start("outer")) {
      direct.execute(() -> segment("inside"));
      segment("after");
      assertThat(outer.isRecording()).isTrue();
    }
    assertThat(trees()).hasSize(1);
    assertWhole(trees().get(0), "inside", "after");
  }

  @Test
  void taskOfAnotherEvent_hasATreeOfItsOwn_andLeavesThisOneOpen() {
    EventTracker other = gomon.start("other");
    Runnable task;
    try (Scope scope = other.makeCurrent()) {
      task = Gomon.wrap(() -> segment("there"));
    }
    try (Segment outer = Segment.start("outer")) {
      segment("before");
      task.run();
      segment("after");
    }
    other.finish();
    assertThat(trees()).extracting(tree -> tree.get("name")).containsExactly("there", "outer");
    assertThat(trees().get(0).parentLow()).isEqualTo(other.id().getLeastSignificantBits());
    assertWhole(trees().get(1), "before", "after");
  }

  @Test
  void timeInWhichNothingIsCurrent_leavesTheTreeOpen() {
    try (Segment outer = Segment.start("outer")) {
      try (Scope nothing = Context.empty().makeCurrent()) {
        segment("apart");
      }
      Context before = Context.capture();
      Context.empty().replaceCurrent();
      segment("apart");
      before.putBack();
      segment("after");
    }
    assertThat(trees()).hasSize(3);
    assertWhole(trees().get(2), "after");
  }

  @Test
  void treesLeftOpenAndHidden_doNotPileUp() {
    for (int i = 0; i < 10_000; i++) {
      Segment.start("lost");
      Context.empty().replaceCurrent();
    }
    int hidden = 0;
    Object tree = ContextSlot.get()[ContextSlot.SEGMENTS];
    for (; tree instanceof SegmentTree each; tree = each.outer()) {
      hidden++;
    }
    assertThat(hidden).isLessThan(100);
    Context.empty().putBack();
    ContextSlot.get()[ContextSlot.SEGMENTS] = null;
  }
}
