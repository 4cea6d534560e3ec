/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.internal.ContextSlot;
import io.gomon.listener.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trees without measure: what they hold stays bounded, and is counted. */
class SegmentLimitsTest {
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

  @Test
  void errors_manyKindsAndHostileOnes_stayBounded() {
    class Hostile extends RuntimeException {
      @Override
      public String getMessage() {
        throw new IllegalStateException("hostile");
      }

      @Override
      public StackTraceElement[] getStackTrace() {
        throw new IllegalStateException("hostile");
      }
    }
    try (Segment outer = Segment.start("outer");
        Segment child = Segment.start("child")) {
      child.addError(new Hostile());
      for (int i = 0; i < 50_000; i++) {
        RuntimeException error = new RuntimeException("x".repeat(1_000) + i);
        error.setStackTrace(
            new StackTraceElement[] {new StackTraceElement("A", "b", "A.java", i % 1_000)});
        child.addError(error);
      }
    }
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> errors =
        (List<Map<String, Object>>) child(tree(), "child").get("errors");
    assertThat(errors).hasSize(8);
    assertThat(errors.stream().mapToLong(e -> (long) e.get("count")).sum()).isEqualTo(50_001);
    assertThat(errors.get(7)).containsEntry("type", "(other)");
    assertThat(errors.get(0)).containsEntry("msg", "***");
  }

  @Test
  void errorThatCannotTellOfItself_harmsNobody() {
    class Unloadable extends RuntimeException {
      @Override
      public String getMessage() {
        throw new NoClassDefFoundError("its loader is gone");
      }

      @Override
      public StackTraceElement[] getStackTrace() {
        throw new NoClassDefFoundError("its loader is gone");
      }
    }
    try (Segment outer = Segment.start("outer");
        Segment child = Segment.start("child")) {
      child.addError(new Unloadable());
    }
    assertThat(child(tree(), "child").get("errors").toString()).contains("Unloadable", "msg=***");
  }

  @Test
  void secrets_inNames_areMasked_alsoWhenTheNameIsCut() {
    String cut = "x".repeat(180) + " jdbc:db://scott:canary-4711-and-more@host/db";
    try (Segment outer = Segment.start("token=canary-4711")) {
      Segment.start("password=canary-4711").finish();
      Segment.start(cut).finish();
      SegmentPoint.of(cut).start().finish();
    }
    Event tree = tree();
    assertThat(EventJson.toJson(tree)).doesNotContain("canary").doesNotContain("4711");
    assertThat(children(tree)).hasSize(3);
  }

  @Test
  void nesting_tenThousandLevels_isBoundedAndComplete() {
    Segment outer = Segment.start("outer");
    List<Segment> open = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      open.add(DECLARED.start());
      clock.advance(1);
    }
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).finish();
    }
    outer.finish();
    Event tree = tree();
    List<Map<String, Object>> children = children(tree);
    assertThat(children).hasSize(501);
    assertThat(tree.truncatedValues()).isZero();
    for (int depth = 1; depth <= 500; depth++) {
      assertThat(children.get(depth - 1))
          .containsEntry("depth", (long) depth)
          .containsEntry("count", 1L)
          .containsEntry("total_lapsed", 10_001L - depth);
    }
    assertThat(children.get(500))
        .containsEntry("name", "(other)")
        .containsEntry("depth", 1L)
        .containsEntry("count", 9_500L);
  }

  @Test
  void names_withoutEnd_areCountedInOther() {
    try (Segment outer = Segment.start("outer")) {
      for (int i = 0; i < 20_000; i++) {
        try (Segment child = Segment.start("name-" + i)) {
          clock.advance(5);
        }
      }
    }
    List<Map<String, Object>> children = children(tree());
    assertThat(children).hasSize(101);
    assertThat(children.get(100))
        .containsEntry("name", "(other)")
        .containsEntry("count", 19_900L)
        .containsEntry("total_lapsed", 99_500L);
  }

  @Test
  void startsWithoutFinish_areBoundedAndCounted() {
    try (Segment outer = Segment.start("outer")) {
      for (int i = 0; i < 100_000; i++) {
        outer.newChild(DECLARED);
      }
    }
    Event tree = tree();
    assertThat(child(tree, "declared"))
        .containsEntry("count", 16_384L)
        .containsEntry("left-open", 16_384L);
    assertThat(tree.get("untimed")).isEqualTo(100_000L - 16_384);
  }
}
