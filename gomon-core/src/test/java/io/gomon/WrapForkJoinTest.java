/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WrapForkJoinTest {
  private final Gomon gomon = Recorder.builder().start();
  private final EventTracker event = gomon.start("request");
  private final ForkJoinPool pool = new ForkJoinPool(2);
  private final AtomicInteger strangers = new AtomicInteger();

  @AfterEach
  void stop() {
    pool.shutdownNow();
    gomon.stop(Duration.ofSeconds(10));
    assertThat(gomon.stats().scopeMisuses()).isZero();
    assertThat(gomon.stats().scopeLeaks()).isZero();
  }

  /** Counts the numbers of a range, and those who see the wrong event while they do. */
  private final class Count extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;

    private final transient EventTracker expected;
    private final int length;

    Count(EventTracker expected, int length) {
      this.expected = expected;
      this.length = length;
    }

    @Override
    protected Integer compute() {
      if (gomon.current() != expected) {
        strangers.incrementAndGet();
      }
      if (length <= 1) {
        return length;
      }
      ForkJoinTask<Integer> left = Gomon.wrap(new Count(expected, length / 2)).fork();
      int right = new Count(expected, length - length / 2).compute();
      return left.join() + right;
    }
  }

  /** Since JDK 19 the common pool takes all thread-locals away from its threads after each task. */
  @Test
  void makeCurrent_inALaterTaskOfTheCommonPool_isSeenThere() throws Exception {
    Map<Thread, EventTracker> ofEarlierTask = new ConcurrentHashMap<>();
    boolean hasMet = false;
    // One by one: at the latest, one more than there are threads meets one that was there before.
    for (int i = 0; i <= ForkJoinPool.getCommonPoolParallelism() && !hasMet; i++) {
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> {
                EventTracker earlier = ofEarlierTask.get(Thread.currentThread());
                if (earlier == null) {
                  ofEarlierTask.put(Thread.currentThread(), gomon.start("earlier"));
                  return false;
                }
                try (Scope scope = earlier.makeCurrent()) {
                  assertThat(gomon.current()).isSameAs(earlier);
                }
                return true;
              });
      ForkJoinPool.commonPool().execute(task);
      hasMet = task.get(10, TimeUnit.SECONDS);
    }
    assertThat(hasMet).isTrue();
  }

  @Test
  void forkedTasks_ofTwoRequestsInOnePool_seeTheirOwnEvent() {
    EventTracker other = gomon.start("other");
    ForkJoinTask<Integer> first;
    ForkJoinTask<Integer> second;
    ForkJoinTask<Integer> third;
    try (Scope scope = event.makeCurrent()) {
      first = pool.submit(Gomon.wrap(new Count(event, 5_000)));
    }
    try (Scope scope = other.makeCurrent()) {
      second = pool.submit(Gomon.wrap(new Count(other, 5_000)));
    }
    third = pool.submit(Gomon.wrap(new Count(NoopTracker.INSTANCE, 5_000)));
    assertThat(List.of(first.join(), second.join(), third.join())).containsOnly(5_000);
    assertThat(strangers).hasValue(0);
  }

  @Test
  void task_thatFails_failsWithTheSame() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    ForkJoinTask<String> task =
        Gomon.wrap(
            ForkJoinTask.adapt(
                () -> {
                  throw failure;
                }));
    pool.execute(task);
    assertThatThrownBy(task::join)
        .isInstanceOf(IllegalStateException.class)
        .satisfies(
            thrown ->
                assertThat(thrown == failure || hasCause(thrown, failure))
                    .as("%s because of %s", thrown, failure)
                    .isTrue());
    assertThat(task.isCompletedAbnormally()).isTrue();
  }

  private static boolean hasCause(Throwable thrown, Throwable cause) {
    Throwable inner = thrown.getCause();
    return inner != null && (inner == cause || hasCause(inner, cause));
  }

  /** Only the root of such tasks is ever done; who waits for another one waits for good. */
  private final class Sum extends CountedCompleter<@Nullable Void> {
    private static final long serialVersionUID = 1;

    private final transient AtomicInteger total;
    private final int length;

    Sum(@Nullable CountedCompleter<?> completer, AtomicInteger total, int length) {
      super(completer);
      this.total = total;
      this.length = length;
    }

    @Override
    public void compute() {
      if (gomon.current() != event) {
        strangers.incrementAndGet();
      }
      if (length < 0) {
        throw new IllegalStateException("on purpose");
      }
      if (length > 1) {
        setPendingCount(2);
        Gomon.wrap(new Sum(this, total, length / 2)).fork();
        Gomon.wrap(new Sum(this, total, length - length / 2)).fork();
      } else {
        total.addAndGet(length);
      }
      tryComplete();
    }
  }

  @Test
  void countedCompleters_completeTheirRoot_andNobodyWaits() throws Exception {
    AtomicInteger total = new AtomicInteger();
    try (Scope scope = event.makeCurrent()) {
      pool.submit(Gomon.wrap(new Sum(null, total, 1_000))).get(20, TimeUnit.SECONDS);
    }
    assertThat(total).hasValue(1_000);
    assertThat(strangers).hasValue(0);
  }

  @Test
  void countedCompleter_thatFails_failsItsRoot() {
    AtomicInteger total = new AtomicInteger();
    Sum root = new Sum(null, total, 1);
    root.setPendingCount(1);
    try (Scope scope = event.makeCurrent()) {
      pool.execute(Gomon.wrap(new Sum(root, total, -1)));
    }
    assertThatThrownBy(() -> root.get(20, TimeUnit.SECONDS))
        .satisfies(thrown -> assertThat(thrown).hasStackTraceContaining("on purpose"));
  }

  @Test
  void task_cancelledOrCompletedFromOutside_tellsTheInnerOne() {
    ForkJoinTask<String> inner = ForkJoinTask.adapt(() -> "x");
    ForkJoinTask<String> task = Gomon.wrap(inner);
    assertThat(Gomon.wrap(task)).isSameAs(task);
    assertThat(Gomon.unwrap(task)).isSameAs(inner);
    task.cancel(false);
    assertThat(inner.isCancelled()).isTrue();
    ForkJoinTask<String> other = ForkJoinTask.adapt(() -> "x");
    Gomon.wrap(other).complete("y");
    assertThat(other.join()).isEqualTo("y");
    ForkJoinTask<String> cancelled = ForkJoinTask.adapt(() -> "x");
    cancelled.cancel(false);
    ForkJoinTask<String> around = Gomon.wrap(cancelled);
    around.quietlyInvoke();
    assertThat(around.isCancelled()).isTrue();
  }

  @Test
  void completableFuture_onAWrappedExecutor_carriesThroughAsyncStages() {
    Executor executor = Gomon.wrap((Executor) pool);
    List<EventTracker> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> future;
    try (Scope scope = event.makeCurrent()) {
      future =
          CompletableFuture.runAsync(() -> seen.add(gomon.current()), executor)
              .thenRunAsync(() -> seen.add(gomon.current()), executor)
              .thenApply(Context.wrapFunction(nothing -> seen.add(gomon.current())))
              .handle(Context.wrapBiFunction((result, error) -> seen.add(gomon.current())))
              .thenAccept(Context.wrapConsumer(result -> seen.add(gomon.current())));
    }
    future.join();
    assertThat(seen).hasSize(5).containsOnly(event);
  }

  /**
   * A worker of the common pool that waits for a future helps out with tasks that are both, and
   * with no others; RATIONALE.md tells how it hung without.
   */
  @Test
  void stepOfACompletableFuture_staysWhatWaitingWorkersLookFor() {
    List<Runnable> queue = new CopyOnWriteArrayList<>();
    CompletableFuture<EventTracker> future;
    try (Scope scope = event.makeCurrent()) {
      future = CompletableFuture.supplyAsync(gomon::current, Gomon.wrap((Executor) queue::add));
    }
    Runnable step = queue.get(0);
    assertThat(step)
        .isInstanceOf(ForkJoinTask.class)
        .isInstanceOf(CompletableFuture.AsynchronousCompletionTask.class);
    assertThat(Gomon.unwrap(step)).isNotSameAs(step);
    step.run();
    assertThat(future.join()).isSameAs(event);
  }
}
