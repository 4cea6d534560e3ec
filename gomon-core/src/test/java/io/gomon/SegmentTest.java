/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.internal.ContextSlot;
import io.gomon.listener.EventJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SegmentPoint DECLARED = SegmentPoint.of("declared");

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

  private Event tree() {
    assertThat(gomon.flush(PATIENCE)).isTrue();
    List<Event> trees = recorder.events("segment");
    assertThat(trees).hasSize(1);
    return trees.get(0);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> children(Event tree) {
    Object children = tree.get("childs");
    return children == null ? List.of() : (List<Map<String, Object>>) children;
  }

  private static Map<String, Object> child(Event tree, String name) {
    return children(tree).stream().filter(c -> name.equals(c.get("name"))).findFirst().get();
  }

  private static String here(int linesAbove) {
    StackTraceElement caller = new Throwable().getStackTrace()[1];
    return caller.getFileName() + ':' + (caller.getLineNumber() - linesAbove);
  }

  @Test
  void children_ofOneName_areCountedTogether() {
    Random random = new Random(7);
    long[] lapses = new long[5_000];
    long total = 0;
    try (Segment outer = Segment.start("xyz")) {
      for (int i = 0; i < lapses.length; i++) {
        lapses[i] = 10L + random.nextInt(1_000_000);
        total += lapses[i];
        try (Segment child = Segment.start("123")) {
          clock.advance(lapses[i]);
        }
      }
    }
    Arrays.sort(lapses);
    Event tree = tree();
    assertThat(tree.get("name")).isEqualTo("xyz");
    assertThat(tree.get("total_lapsed")).isEqualTo(total);
    assertThat(tree.elapsedNanos()).isEqualTo(total);
    assertThat(tree.isRoot()).isTrue();
    assertThat(tree.get("left-open")).isNull();
    Map<String, Object> child = children(tree).get(0);
    assertThat(children(tree)).hasSize(1);
    assertThat(child)
        .containsEntry("name", "123")
        .containsEntry("depth", 1L)
        .containsEntry("count", 5_000L)
        .containsEntry("total_lapsed", total)
        .containsEntry("min", lapses[0])
        .containsEntry("max", lapses[4_999])
        .containsEntry("avg", total / 5_000)
        .doesNotContainKeys("errors", "left-open", "also");
    assertThat((double) (long) child.get("p50"))
        .isBetween(0.99 * lapses[2_499], 1.01 * lapses[2_499]);
    assertThat((double) (long) child.get("p99"))
        .isBetween(0.99 * lapses[4_949], 1.01 * lapses[4_949]);
  }

  @Test
  void location_isTheCallersOrTheDeclarations() {
    Segment outer = Segment.start("places");
    String outerPlace = here(1);
    DECLARED.start().finish();
    Segment.start("named").finish();
    String namedPlace = here(1);
    outer.newChild("explicit").finish();
    String explicitPlace = here(1);
    outer.finish();
    Event tree = tree();
    assertThat(tree.get("location")).isEqualTo(outerPlace);
    assertThat(DECLARED.location()).matches("SegmentTest.java:2[0-9]");
    assertThat(child(tree, "declared")).containsEntry("location", DECLARED.location());
    assertThat(child(tree, "named")).containsEntry("location", namedPlace);
    assertThat(child(tree, "explicit")).containsEntry("location", explicitPlace);
  }

  @Test
  void oneNameFromTwoPlaces_isOneChild_andTheOtherPlaceIsNoted() {
    Segment outer = Segment.start("two-places");
    for (int i = 0; i < 3; i++) {
      Segment.start("same").finish();
      Segment.start("same").finish();
    }
    String second = here(2);
    outer.finish();
    assertThat(children(tree())).hasSize(1);
    assertThat(child(tree(), "same")).containsEntry("count", 6L).containsEntry("also", second);
  }

  @Test
  void equalDeclaredPoints_areOneChild_differentPlacesAreTwo() {
    Segment outer = Segment.start("points");
    for (int i = 0; i < 3; i++) {
      SegmentPoint.of("p").start().finish();
    }
    SegmentPoint.of("p").start().finish();
    outer.finish();
    assertThat(children(tree())).extracting(c -> c.get("count")).containsExactly(3L, 1L);
  }

  @Test
  void nesting_isShownByDepth_parentsBeforeChildren() {
    try (Segment a = Segment.start("a")) {
      for (int i = 0; i < 2; i++) {
        try (Segment b = Segment.start("b")) {
          Segment.start("c").finish();
          Segment.start("d").finish();
        }
        Segment.start("c").finish();
      }
    }
    assertThat(children(tree()))
        .extracting(c -> c.get("depth") + " " + c.get("name") + " " + c.get("count"))
        .containsExactly("1 b 2", "2 c 2", "2 d 2", "1 c 2");
  }

  @Test
  void recursion_isAChildOfItself() {
    try (Segment outer = Segment.start("outer")) {
      recurse(4);
    }
    assertThat(children(tree()))
        .extracting(c -> c.get("depth") + " " + c.get("name") + " " + c.get("total_lapsed"))
        .containsExactly("1 declared 40", "2 declared 30", "3 declared 20", "4 declared 10");
  }

  private void recurse(int levels) {
    if (levels > 0) {
      try (Segment level = DECLARED.start()) {
        clock.advance(10);
        recurse(levels - 1);
      }
    }
  }

  @Test
  void parents_followTheCurrentEvent() {
    EventTracker request = gomon.start("request");
    try (Scope scope = request.makeCurrent();
        Segment outer = Segment.start("outer")) {
      EventTracker inside = gomon.start("inside");
      Segment.start("child").finish();
      try (Scope inner = inside.makeCurrent()) {
        Segment.start("beneath").finish();
      }
      Segment.start("child").finish();
      inside.finish();
    }
    assertThat(gomon.current().isRecording()).isFalse();
    request.finish();
    assertThat(gomon.flush(PATIENCE)).isTrue();
    List<Event> trees = recorder.events("segment");
    assertThat(trees).extracting(t -> t.get("name")).containsExactly("beneath", "outer");
    Event outer = trees.get(1);
    Event inside = recorder.events("inside").get(0);
    assertThat(outer.parentLow()).isEqualTo(request.id().getLeastSignificantBits());
    assertThat(inside.parentLow()).isEqualTo(outer.idLow());
    assertThat(trees.get(0).parentLow()).isEqualTo(inside.idLow());
    assertThat(child(outer, "child")).containsEntry("count", 2L);
  }

  @Test
  void start_underAGivenEvent_isATreeOfItsOwn() {
    EventTracker given = gomon.start("given");
    try (Segment outer = Segment.start("outer")) {
      try (Segment one = Segment.start("one", given);
          Segment two = DECLARED.start(given)) {
        Segment.start("leaf").finish();
      }
      Segment.start("later").finish();
    }
    given.finish();
    assertThat(gomon.flush(PATIENCE)).isTrue();
    List<Event> trees = recorder.events("segment");
    assertThat(trees).extracting(t -> t.get("name")).containsExactly("declared", "one", "outer");
    for (Event tree : trees.subList(0, 2)) {
      assertThat(tree.parentLow()).isEqualTo(given.id().getLeastSignificantBits());
    }
    assertThat(children(trees.get(0))).extracting(c -> c.get("name")).containsExactly("leaf");
    assertThat(children(trees.get(2))).extracting(c -> c.get("name")).containsExactly("later");
  }

  @Test
  void currentEvent_ofAnotherGomon_decidesWhoseTreeItIs() {
    Recorder own = new Recorder();
    Gomon other = Recorder.builder(own).overflow(Overflow.BLOCK).start();
    try (Scope scope = other.start("x").makeCurrent()) {
      Segment.start("theirs").finish();
    }
    other.stop(PATIENCE);
    assertThat(own.events("segment")).hasSize(1);
    assertThat(gomon.flush(PATIENCE)).isTrue();
    assertThat(recorder.events("segment")).isEmpty();
  }

  @Test
  void errors_areCountedByTypeAndPlace_withTheirShare() {
    try (Segment outer = Segment.start("outer")) {
      for (int i = 0; i < 8; i++) {
        try (Segment child = Segment.start("child")) {
          if (i % 2 == 0) {
            child.addError(new IllegalStateException("state, password=hunter2"));
          }
          if (i == 3) {
            child.addError(new IllegalArgumentException("argument"));
          }
          child.addError(null);
        }
      }
      outer.addError(new java.io.IOException("of the tree"));
    }
    Event tree = tree();
    assertThat(tree.errors()).extracting(EventError::message).containsExactly("of the tree");
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> errors =
        (List<Map<String, Object>>) child(tree, "child").get("errors");
    assertThat(errors).hasSize(2);
    assertThat(errors.get(0))
        .containsEntry("type", "java.lang.IllegalStateException")
        .containsEntry("count", 4L)
        .containsEntry("share", 0.5);
    assertThat((String) errors.get(0).get("location")).startsWith("SegmentTest.java:");
    assertThat(errors.get(1)).containsEntry("count", 1L).containsEntry("share", 0.125);
    assertThat(EventJson.toJson(tree)).contains("state, password=***").doesNotContain("hunter2");
  }

  @Test
  void runAndCall_timeTheWork_andNoteWhatItThrows() throws Exception {
    try (Segment outer = Segment.start("outer")) {
      DECLARED.run(() -> clock.advance(3));
      assertThat(DECLARED.call(() -> "result")).isEqualTo("result");
      IllegalStateException failure = new IllegalStateException("failed");
      assertThatThrownBy(
              () ->
                  DECLARED.run(
                      () -> {
                        clock.advance(5);
                        throw failure;
                      }))
          .isSameAs(failure);
      assertThatThrownBy(
              () ->
                  DECLARED.call(
                      () -> {
                        throw new java.io.IOException("checked");
                      }))
          .isInstanceOf(java.io.IOException.class);
    }
    assertThat(child(tree(), "declared"))
        .containsEntry("count", 4L)
        .containsEntry("total_lapsed", 8L);
    assertThat((List<?>) child(tree(), "declared").get("errors")).hasSize(2);
  }

  @Test
  void disabledAndSuppressed_recordNothing() {
    gomon.disable();
    try (Segment off = Segment.start("off")) {
      off.newChild("x").finish();
      assertThat(off.isRecording()).isFalse();
    }
    gomon.enable();
    try (Scope quiet = Gomon.suppress();
        Segment suppressed = Segment.start("suppressed")) {
      assertThat(suppressed.isRecording()).isFalse();
      DECLARED.start(gomon.start("x")).finish();
    }
    try (Segment outer = Segment.start("outer")) {
      try (Scope quiet = Gomon.suppress()) {
        Segment.start("suppressed").finish();
        outer.newChild("suppressed").finish();
      }
      gomon.disable();
      Segment.start("under way").finish();
    }
    gomon.enable();
    assertThat(children(tree())).extracting(c -> c.get("name")).containsExactly("under way");
  }

  @Test
  void withoutAnyGomon_nothingHappens() {
    Gomon.setGlobal(null);
    try (Segment none = Segment.start("none");
        Segment under = Segment.start("none", gomon.current())) {
      none.addError(new IllegalStateException());
      assertThat(none.newChild(DECLARED).isRecording()).isFalse();
    }
    assertThat(gomon.flush(PATIENCE)).isTrue();
    assertThat(recorder.events("segment")).isEmpty();
  }

  @Test
  void nullNames_areTaken() {
    try (Segment outer = Segment.start(null)) {
      outer.newChild((String) null).finish();
      outer.newChild((SegmentPoint) null).finish();
      Segment.start("x", null).finish();
    }
    assertThat(child(tree(), "null")).containsEntry("count", 2L);
  }
}
