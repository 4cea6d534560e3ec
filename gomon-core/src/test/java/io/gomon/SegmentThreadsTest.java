/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.internal.ContextSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SegmentPoint POINT = SegmentPoint.of("point");

  private final TestClock clock = new TestClock();
  private final Recorder recorder = new Recorder();
  private final Gomon gomon =
      Recorder.builder(recorder).clock(clock).overflow(Overflow.BLOCK).start();
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @BeforeEach
  void makeGlobal() {
    Gomon.setGlobal(gomon);
  }

  @AfterEach
  void stop() throws Exception {
    Object[] slotOfTheOther = other.submit(ContextSlot::get).get();
    assertThat(slotOfTheOther).startsWith(null, (Object) null);
    other.shutdown();
    Gomon.setGlobal(null);
    gomon.stop(PATIENCE);
    assertThat(ContextSlot.get()).startsWith(null, (Object) null);
  }

  private List<Event> trees() {
    assertThat(gomon.flush(PATIENCE)).isTrue();
    return recorder.events("segment");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> children(Event tree) {
    return (List<Map<String, Object>>) tree.get("childs");
  }

  @Test
  void child_finishedOnAnotherThread_hasTheTimeUntilThere() throws Exception {
    try (Segment outer = Segment.start("outer")) {
      Segment child = outer.newChild("child");
      clock.advance(10);
      other.submit(() -> child.addError(new IllegalStateException("there"))).get();
      other.submit(child::finish).get();
      other.submit(child::finish).get();
      clock.advance(100);
      Segment.start("after").finish();
      assertThat(child.isRecording()).isFalse();
    }
    List<Map<String, Object>> children = children(trees().get(0));
    assertThat(children.get(0))
        .containsEntry("count", 1L)
        .containsEntry("total_lapsed", 10L)
        .containsKey("errors")
        .doesNotContainKey("left-open");
    assertThat(children.get(1)).containsEntry("name", "after").containsEntry("depth", 1L);
  }

  @Test
  void tree_finishedOnAnotherThread_isSent_andNothingStaysCurrent() throws Exception {
    Segment outer = Segment.start("outer");
    Segment child = POINT.start();
    clock.advance(5);
    other.submit(outer::finish).get();
    assertThat(trees()).hasSize(1);
    assertThat(children(trees().get(0)).get(0)).containsEntry("left-open", 1L);
    assertThat(gomon.current().isRecording()).isFalse();
    child.finish();
    outer.finish();
    Segment.start("next").finish();
    assertThat(trees()).extracting(t -> t.get("name")).containsExactly("outer", "next");
    assertThat(trees().get(1).isRoot()).isTrue();
    assertThat(gomon.stats().scopeMisuses()).isZero();
  }

  /** What is inside it there is closed later, and nobody comes to finish it on its own thread. */
  @Test
  void tree_finishedOnAnotherThread_withAScopeInside_isNobodysParent() throws Exception {
    Segment outer = Segment.start("outer");
    EventTracker inside = gomon.start("inside");
    try (Scope scope = inside.makeCurrent()) {
      other.submit(outer::finish).get();
    }
    inside.finish();
    gomon.start("next").finish();
    assertThat(gomon.flush(PATIENCE)).isTrue();
    assertThat(recorder.events("next").get(0).isRoot()).isTrue();
    assertThat(gomon.current().isRecording()).isFalse();
  }

  /** What it opens just then has the tree's scope around it, although that is gone by then. */
  @Test
  void tree_finishedOnAnotherThread_whileItsOwnOpensScopes_isNobodysParent() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      Segment outer = Segment.start("outer");
      EventTracker inside = gomon.start("inside");
      CountDownLatch working = new CountDownLatch(1);
      Future<?> ender =
          other.submit(
              () -> {
                working.await();
                outer.finish();
                return null;
              });
      working.countDown();
      while (!ender.isDone()) {
        inside.makeCurrent().close();
      }
      ender.get();
      inside.finish();
      gomon.start("next").finish();
    }
    assertThat(gomon.flush(PATIENCE)).isTrue();
    assertThat(recorder.events("next").stream().filter(next -> !next.isRoot())).isEmpty();
    assertThat(recorder.events("next")).hasSize(20_000);
  }

  @Test
  void newChild_onAnotherThread_isATreeOfItsOwnUnderThisOne() throws Exception {
    try (Segment outer = Segment.start("outer")) {
      other
          .submit(
              () -> {
                try (Segment there = outer.newChild("there")) {
                  POINT.start().finish();
                }
              })
          .get();
    }
    List<Event> trees = trees();
    assertThat(trees).extracting(t -> t.get("name")).containsExactly("there", "outer");
    assertThat(trees.get(0).parentLow()).isEqualTo(trees.get(1).idLow());
    assertThat(trees.get(1).get("childs")).isNull();
  }

  @Test
  void mail_withoutEnd_isBounded() throws Exception {
    try (Segment outer = Segment.start("outer")) {
      Segment child = POINT.start();
      other
          .submit(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  child.addError(new IllegalStateException());
                }
              })
          .get();
      child.finish();
    }
    assertThat(children(trees().get(0)).get(0)).containsEntry("count", 1L);
  }

  @Test
  void manyThreads_eachHasItsOwnTree() throws Exception {
    eachTaskHasItsOwnTree(Executors.newFixedThreadPool(8));
  }

  @Test
  void manyVirtualThreads_eachHasItsOwnTree() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21, "this JDK has no virtual threads");
    eachTaskHasItsOwnTree(
        (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
  }

  /** No figure depends on other threads. */
  private void eachTaskHasItsOwnTree(ExecutorService executor) throws Exception {
    List<Future<?>> done = new ArrayList<>();
    for (int t = 0; t < 160; t++) {
      String name = "tree-" + t;
      done.add(
          executor.submit(
              () -> {
                try (Segment outer = Segment.start(name)) {
                  for (int i = 0; i < 1_000; i++) {
                    try (Segment point = POINT.start();
                        Segment inner = Segment.start("n" + i % 3)) {
                      assertThat(inner.isRecording()).isTrue();
                      if (i % 100 == 0) {
                        LockSupport.parkNanos(1);
                      }
                    }
                  }
                }
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    executor.shutdown();
    assertThat(trees()).hasSize(160);
    for (Event tree : trees()) {
      assertThat(tree.isRoot()).isTrue();
      assertThat(children(tree))
          .extracting(c -> c.get("count"))
          .containsExactly(1_000L, 334L, 333L, 333L);
    }
  }

  /** The owner works while another thread ends its children, and at last the tree itself. */
  @Test
  void tree_endedElsewhereWhileItsThreadWorks_neverHarmsThatThread() throws Exception {
    int rounds = 3_000;
    Segment[] outer = new Segment[rounds];
    Segment[] child = new Segment[rounds];
    CyclicBarrier barrier = new CyclicBarrier(2);
    Future<?> ender =
        other.submit(
            () -> {
              for (int i = 0; i < rounds; i++) {
                await(barrier);
                child[i].finish();
                child[i].addError(new IllegalStateException());
                for (int spin = 0; spin < i % 64; spin++) {
                  Thread.onSpinWait();
                }
                outer[i].finish();
                await(barrier);
              }
            });
    for (int i = 0; i < rounds; i++) {
      outer[i] = Segment.start("outer");
      child[i] = Segment.start("child");
      await(barrier);
      for (int k = 0; k < 20; k++) {
        try (Segment a = POINT.start();
            Segment b = Segment.start("b" + k % 5)) {
          b.addError(null);
        }
      }
      await(barrier);
      outer[i].finish();
      Segment.start("heal").finish();
      assertThat(gomon.current().isRecording()).isFalse();
    }
    ender.get();
    List<Event> trees = trees();
    assertThat(trees.stream().filter(t -> "outer".equals(t.get("name"))).count())
        .isGreaterThanOrEqualTo(rounds);
    for (Event tree : trees) {
      for (Map<String, Object> entry :
          tree.get("childs") == null ? List.<Map<String, Object>>of() : children(tree)) {
        assertThat((long) entry.get("count")).isBetween(1L, 42L);
      }
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }
}
