/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.internal.ContextSlot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScopeLeaksTest {
  /** Kept here, since loggers are held weakly. */
  private static final Logger LOGGER = Logger.getLogger("io.gomon");

  private final Recorder recorder = new Recorder();
  private final Gomon gomon = Recorder.builder(recorder).start();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord log) {
          if (log.getLevel().equals(Level.WARNING) && log.getMessage().contains("A scope of")) {
            warnings.add(log.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stop() {
    LOGGER.removeHandler(handler);
    gomon.stop(Duration.ofSeconds(10));
    assertThat(ContextSlot.get()[ContextSlot.EVENT]).as("what the thread still holds").isNull();
  }

  private void assertLeaks(long leaks) {
    assertThat(gomon.stats().scopeLeaks()).isEqualTo(leaks);
  }

  @Test
  void scopeOfAFinishedRoot_isEndedByTheNextEventOfTheThread_whichIsARoot() {
    EventTracker first = gomon.start("first");
    first.makeCurrent();
    first.finish();
    assertLeaks(0);
    EventTracker second = gomon.start("second");
    assertLeaks(1);
    assertThat(gomon.current().isRecording()).isFalse();
    second.finish();
    gomon.stop(Duration.ofSeconds(10));
    assertThat(recorder.events("second").get(0).isRoot()).isTrue();
  }

  @Test
  void scopesOfSeveralChildren_endTogether_byMakeCurrent() {
    EventTracker first = gomon.start("first");
    first.makeCurrent();
    gomon.start("child").makeCurrent();
    gomon.start("grandchild").makeCurrent();
    first.finish();
    EventTracker inbound = gomon.startInbound("inbound", null);
    assertLeaks(3);
    try (Scope scope = inbound.makeCurrent()) {
      assertThat(gomon.current()).isSameAs(inbound);
    }
    assertLeaks(3);
  }

  @Test
  void scopeThatIsClosedAfterTheFinish_isNoLeak() {
    EventTracker root = gomon.start("root");
    Scope scope = root.makeCurrent();
    EventTracker child = gomon.start("child");
    Scope childScope = child.makeCurrent();
    root.finish();
    assertThat(gomon.current()).isSameAs(child);
    childScope.close();
    assertThat(gomon.current()).isSameAs(root);
    scope.close();
    gomon.start("next").finish();
    assertLeaks(0);
    assertThat(gomon.stats().scopeMisuses()).isZero();
  }

  @Test
  void scopeBelowAChildThatClosedLate_isStillFound() {
    EventTracker root = gomon.start("root");
    root.makeCurrent();
    Scope childScope = gomon.start("child").makeCurrent();
    root.finish();
    childScope.close();
    gomon.start("next").finish();
    assertLeaks(1);
  }

  @Test
  void requestWithinARequestThatIsUnderWay_leavesItAlone() {
    EventTracker outer = gomon.start("outer");
    try (Scope scope = outer.makeCurrent()) {
      EventTracker inbound = gomon.startInbound("inbound", null);
      try (Scope inner = inbound.makeCurrent()) {
        gomon.start("child").finish();
      }
      inbound.finish();
      assertThat(gomon.current()).isSameAs(outer);
      gomon.start("child").finish();
    }
    outer.finish();
    assertLeaks(0);
    assertThat(gomon.stats().scopeMisuses()).isZero();
  }

  @Test
  void scopeWhoseRootFinishedElsewhere_isALeakForTheNextRequest_notForItsOwnWork()
      throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    EventTracker root = gomon.start("root");
    root.makeCurrent();
    other.submit(root::finish).get();
    EventTracker late = gomon.start("late");
    assertThat(gomon.current()).isSameAs(root);
    assertLeaks(0);
    late.finish();
    gomon.startInbound("next", null).finish();
    assertLeaks(1);
    other.shutdown();
    gomon.stop(Duration.ofSeconds(10));
    assertThat(recorder.events("late").get(0).isRoot()).isFalse();
  }

  @Test
  void wrappedTask_thatRunsAfterTheRoot_isNoLeak_whatItLeavesOpenIs() {
    EventTracker root = gomon.start("root");
    Runnable task;
    try (Scope scope = root.makeCurrent()) {
      task =
          Gomon.wrap(
              () -> {
                gomon.startInbound("in-process", null).finish();
                assertThat(gomon.current()).isSameAs(root);
                gomon.start("forgotten").makeCurrent();
              });
    }
    root.finish();
    task.run();
    assertLeaks(1);
    assertThat(gomon.current().isRecording()).isFalse();
  }

  @Test
  void scopeForgottenWithinAnother_isCountedByItsClose() {
    try (Scope scope = gomon.start("outer").makeCurrent()) {
      gomon.start("inner").makeCurrent();
      gomon.start("innermost").makeCurrent();
    }
    assertLeaks(2);
    assertThat(gomon.stats().scopeMisuses()).isEqualTo(1);
  }

  private void leak() {
    EventTracker tracker = gomon.start("leaky");
    tracker.makeCurrent();
    tracker.finish();
  }

  private void closeProperly() {
    EventTracker tracker = gomon.start("leaky");
    try (Scope scope = tracker.makeCurrent()) {
      tracker.set("a", 1);
    }
    tracker.finish();
  }

  @Test
  void leak_isReportedOncePerPlace_withThePlaceFromTheSecondOn() {
    closeProperly();
    leak();
    closeProperly();
    assertThat(warnings).singleElement().asString().contains("'leaky'").contains("looked for");
    leak();
    closeProperly();
    leak();
    closeProperly();
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(1))
        .contains("io.gomon.ScopeLeaksTest.leak(ScopeLeaksTest.java:")
        .doesNotContain("closeProperly");
    assertLeaks(3);
  }

  @Test
  void leaksWithoutEnd_areCounted_andTheSearchEnds() {
    int rounds = ScopeLeaks.STACKS_PER_ROUND * (ScopeLeaks.MAX_ROUNDS + 2);
    for (int i = 0; i < rounds; i++) {
      EventTracker tracker = gomon.start("always leaky");
      tracker.makeCurrent();
      tracker.finish();
    }
    gomon.startInbound("end", null).finish();
    assertLeaks(rounds);
    assertThat(((CurrentScope) gomon.start("always leaky").makeCurrent()).place()).isZero();
    assertThat(warnings).hasSizeLessThanOrEqualTo(2);
    ContextSlot.get()[ContextSlot.EVENT] = null;
  }
}
