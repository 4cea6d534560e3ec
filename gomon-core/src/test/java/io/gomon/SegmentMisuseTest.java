/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.internal.ContextSlot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handles used wrongly: the figures of others stay right, and nothing reaches the application. */
class SegmentMisuseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SegmentPoint POINT = SegmentPoint.of("point");

  private final TestClock clock = new TestClock();
  private final Recorder recorder = new Recorder();
  private final Gomon gomon =
      Recorder.builder(recorder).clock(clock).overflow(Overflow.BLOCK).start();

  @BeforeEach
  void makeGlobal() {
    Gomon.setGlobal(gomon);
  }

  @AfterEach
  void stop() {
    Gomon.setGlobal(null);
    gomon.stop(PATIENCE);
    assertThat(ContextSlot.get()).startsWith(null, (Object) null);
  }

  private List<Event> trees() {
    assertThat(gomon.flush(PATIENCE)).isTrue();
    return recorder.events("segment");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> child(Event tree, String name) {
    return ((List<Map<String, Object>>) tree.get("childs"))
        .stream().filter(c -> name.equals(c.get("name"))).findFirst().get();
  }

  @Test
  void finishTwice_countsOnce_andLeavesTheNextRunAlone() {
    try (Segment outer = Segment.start("outer")) {
      Segment first = POINT.start();
      clock.advance(10);
      first.finish();
      first.finish();
      Segment second = POINT.start();
      clock.advance(1);
      first.finish();
      first.addError(new IllegalStateException());
      assertThat(first.newChild("never").isRecording()).isFalse();
      assertThat(first.isRecording()).isFalse();
      assertThat(second.isRecording()).isTrue();
      clock.advance(99);
      second.finish();
    }
    Event tree = trees().get(0);
    assertThat(child(tree, "point"))
        .containsEntry("count", 2L)
        .containsEntry("min", 10L)
        .containsEntry("max", 100L)
        .containsEntry("unmatched", 2L)
        .doesNotContainKeys("errors", "left-open");
    assertThat((List<?>) tree.get("childs")).hasSize(1);
  }

  @Test
  void handleOfLongAgo_touchesNothingButItsOwnChild_andIsSeen() {
    try (Segment outer = Segment.start("outer")) {
      Segment old = POINT.start();
      old.finish();
      for (int i = 0; i < 100; i++) {
        try (Segment other = Segment.start("other");
            Segment point = POINT.start()) {
          clock.advance(1);
          old.finish();
          assertThat(other.isRecording()).isTrue();
        }
        Segment run = POINT.start();
        clock.advance(1);
        old.finish();
        clock.advance(1);
        run.finish();
      }
    }
    Event tree = trees().get(0);
    assertThat(child(tree, "other")).containsEntry("count", 100L).doesNotContainKey("unmatched");
    assertThat(child(tree, "other")).containsEntry("total_lapsed", 100L);
    assertThat(child(tree, "point")).containsEntry("count", 101L).containsKey("unmatched");
  }

  @Test
  void finishOutermostTwice_oneEvent() {
    Segment outer = Segment.start("outer");
    outer.finish();
    outer.finish();
    outer.close();
    outer.addError(new IllegalStateException());
    assertThat(outer.newChild("late").isRecording()).isFalse();
    assertThat(trees()).hasSize(1);
    assertThat(trees().get(0).errors()).isEmpty();
  }

  @Test
  void handleOfAnOldTree_leavesTheNewOneAlone() {
    Segment old = Segment.start("old");
    Segment oldChild = POINT.start();
    oldChild.finish();
    old.finish();
    try (Segment outer = Segment.start("new")) {
      Segment child = POINT.start();
      oldChild.finish();
      old.finish();
      old.newChild("never").finish();
      clock.advance(7);
      child.finish();
    }
    assertThat(child(trees().get(1), "point"))
        .containsEntry("count", 1L)
        .containsEntry("total_lapsed", 7L);
  }

  @Test
  void parentFinishedFirst_endsItsChildrenWithIt_andSaysSo() {
    try (Segment outer = Segment.start("outer")) {
      Segment parent = Segment.start("parent");
      Segment forgotten = Segment.start("forgotten");
      Segment deep = Segment.start("deep");
      clock.advance(10);
      parent.finish();
      clock.advance(10);
      deep.finish();
      forgotten.finish();
      Segment.start("next").finish();
    }
    Event tree = trees().get(0);
    assertThat(child(tree, "parent")).containsEntry("total_lapsed", 10L);
    assertThat(child(tree, "parent")).doesNotContainKey("left-open");
    for (String name : List.of("forgotten", "deep")) {
      assertThat(child(tree, name))
          .containsEntry("left-open", 1L)
          .containsEntry("count", 1L)
          .containsEntry("total_lapsed", 10L);
    }
    assertThat(child(tree, "next")).containsEntry("depth", 1L);
  }

  @Test
  void explicitSiblings_finishInAnyOrder() {
    try (Segment outer = Segment.start("outer")) {
      Segment a = outer.newChild("a");
      clock.advance(1);
      Segment b = outer.newChild("b");
      Segment a2 = outer.newChild("a");
      Segment ofA = a.newChild("leaf");
      clock.advance(1);
      a.finish();
      clock.advance(1);
      a2.finish();
      assertThat(ofA.isRecording()).isFalse();
      assertThat(b.isRecording()).isTrue();
      b.finish();
    }
    Event tree = trees().get(0);
    assertThat(child(tree, "a"))
        .containsEntry("count", 2L)
        .containsEntry("total_lapsed", 4L)
        .doesNotContainKey("left-open");
    assertThat(child(tree, "b")).containsEntry("total_lapsed", 2L);
    assertThat(child(tree, "leaf")).containsEntry("left-open", 1L).containsEntry("depth", 2L);
  }

  @Test
  void outermostFinishedFirst_endsAllThatIsOpen() {
    Segment outer = Segment.start("outer");
    Segment child = Segment.start("child");
    clock.advance(3);
    outer.finish();
    child.finish();
    assertThat(child(trees().get(0), "child"))
        .containsEntry("left-open", 1L)
        .containsEntry("total_lapsed", 3L);
    assertThat(gomon.current().isRecording()).isFalse();
  }

  @Test
  void treeLeftOpenInARequest_isSentAtTheNextStartOnThatThread() {
    try (Scope request = gomon.start("request").makeCurrent()) {
      Segment.start("forgotten");
      Segment.start("child");
    }
    assertThat(gomon.current().isRecording()).isFalse();
    try (Scope request = gomon.start("request").makeCurrent()) {
      Segment.start("next").finish();
    }
    assertThat(trees()).extracting(t -> t.get("name")).containsExactly("forgotten", "next");
    assertThat(trees().get(0).get("left-open")).isEqualTo(1L);
    assertThat(child(trees().get(0), "child")).containsEntry("left-open", 1L);
    assertThat(trees().get(1).get("left-open")).isNull();
  }

  @Test
  void eventLeftCurrentInside_doesNotOutliveTheTree() {
    try (Segment outer = Segment.start("outer")) {
      gomon.start("x").makeCurrent();
    }
    assertThat(gomon.current().isRecording()).isFalse();
    assertThat(trees()).hasSize(1);
    assertThat(gomon.stats().scopeMisuses()).isEqualTo(1);
  }

  @Test
  void outerTreeFinishedBeforeInner_bothAreSent() {
    Segment outer = Segment.start("outer");
    Scope scope = gomon.start("x").makeCurrent();
    Segment inner = Segment.start("inner");
    outer.finish();
    Segment.start("after").finish();
    inner.finish();
    scope.close();
    assertThat(trees())
        .extracting(t -> t.get("name"))
        .containsExactlyInAnyOrder("outer", "inner", "after");
  }
}
