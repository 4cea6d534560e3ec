/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WrapExecutorTest {
  private final Gomon gomon = Recorder.builder().start();
  private final EventTracker event = gomon.start("request");
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 0, SECONDS, new LinkedBlockingQueue<>());
  private final ExecutorService wrapped = Gomon.wrap(pool);
  private final Callable<EventTracker> look = gomon::current;

  @AfterEach
  void stop() throws Exception {
    if (!pool.isShutdown()) {
      assertThat(pool.submit(look).get().isRecording()).as("the thread after it all").isFalse();
    }
    pool.shutdownNow();
    gomon.stop(Duration.ofSeconds(10));
    assertThat(gomon.stats().scopeMisuses()).isZero();
    assertThat(gomon.stats().scopeLeaks()).isZero();
  }

  @Test
  void eachWayToHandOver_carriesWhatIsCurrent() throws Exception {
    List<EventTracker> seen = Collections.synchronizedList(new ArrayList<>());
    Runnable task = () -> seen.add(gomon.current());
    try (Scope scope = event.makeCurrent()) {
      wrapped.execute(task);
      wrapped.submit(task).get();
      assertThat(wrapped.submit(task, "result").get()).isEqualTo("result");
      seen.add(wrapped.submit(look).get());
      for (Future<EventTracker> future : wrapped.invokeAll(List.of(look, look))) {
        seen.add(future.get());
      }
      seen.add(wrapped.invokeAll(List.of(look), 20, SECONDS).get(0).get());
      seen.add(wrapped.invokeAny(List.of(look)));
      seen.add(wrapped.invokeAny(List.of(look), 20, SECONDS));
    }
    assertThat(seen).hasSize(9).containsOnly(event);
  }

  @Test
  void nothingBeingCurrent_isCarriedToo() {
    List<EventTracker> seen = new ArrayList<>();
    List<Runnable> queue = new ArrayList<>();
    Executor executor = Gomon.wrap((Executor) queue::add);
    executor.execute(() -> seen.add(gomon.current()));
    try (Scope scope = event.makeCurrent()) {
      queue.get(0).run();
      assertThat(gomon.current()).isSameAs(event);
    }
    assertThat(seen).noneMatch(EventTracker::isRecording);
  }

  @Test
  void methodsOfTheInterfaces_areAllPassedOn() {
    ScheduledExecutorService scheduled = Gomon.wrap(new ScheduledThreadPoolExecutor(1));
    for (Method method : ScheduledExecutorService.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        assertThat(implementation(scheduled, method).getDeclaringClass().isInterface())
            .as("%s would be the default of the interface", method)
            .isFalse();
      }
    }
    scheduled.shutdown();
  }

  private static Method implementation(Object object, Method method) {
    try {
      return object.getClass().getMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void close_sinceJdk19_isTheInnerOnes() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 19);
    ((AutoCloseable) (Object) wrapped).close();
    assertThat(pool.isTerminated()).isTrue();
    // The common pool's close does nothing; the default one of the interface would wait for ever.
    ((AutoCloseable) (Object) Gomon.wrap((ExecutorService) ForkJoinPool.commonPool())).close();
    assertThat(ForkJoinPool.commonPool().isShutdown()).isFalse();
  }

  @Test
  void futures_areTheInnerOnes_andCancelTheTask() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<?> future;
    try (Scope scope = event.makeCurrent()) {
      future =
          wrapped.submit(
              () -> {
                begun.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  // what the test is about: the cancellation reaches the task
                  interrupted.countDown();
                }
              });
    }
    assertThat(future.getClass()).isSameAs(pool.submit(() -> {}).getClass());
    assertThat(begun.await(20, SECONDS)).isTrue();
    assertThat(future.cancel(true)).isTrue();
    assertThat(interrupted.await(20, SECONDS)).isTrue();
  }

  @Test
  void end_isTheInnerOnes_tasksComeBackBare_andRejectionPasses() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    Runnable blocker =
        () -> {
          begun.countDown();
          try {
            hold.await();
          } catch (InterruptedException e) {
            // shutdownNow interrupts it; then it is over
          }
        };
    Runnable queued = () -> {};
    try (Scope scope = event.makeCurrent()) {
      wrapped.execute(blocker);
      assertThat(begun.await(20, SECONDS)).isTrue();
      wrapped.execute(queued);
      assertThat(wrapped.isShutdown()).isFalse();
      assertThat(wrapped.shutdownNow()).containsExactly(queued);
    }
    assertThat(wrapped.isShutdown()).isTrue();
    assertThat(wrapped.awaitTermination(20, SECONDS)).isTrue();
    assertThat(wrapped.isTerminated()).isTrue();
    assertThatThrownBy(() -> wrapped.execute(queued))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> wrapped.submit(queued)).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void nulls_areRefusedByTheInnerOne() {
    assertThatThrownBy(() -> wrapped.execute(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> wrapped.submit((Runnable) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> wrapped.invokeAll(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void wrap_isAsMuchAsTheInnerOne_andOnce() {
    ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1);
    Executor seenAsExecutor = scheduled;
    assertThat(Gomon.wrap(seenAsExecutor)).isInstanceOf(ScheduledExecutorService.class);
    assertThat(Gomon.wrap((Executor) pool)).isInstanceOf(ExecutorService.class);
    assertThat(Gomon.wrap(wrapped)).isSameAs(wrapped);
    assertThat(wrapped).isEqualTo(Gomon.wrap(pool)).hasToString("Gomon.wrap(" + pool + ")");
    assertThat(Gomon.unwrap(wrapped)).isSameAs(pool);
    scheduled.shutdown();
  }

  @Test
  void wrappedTask_handedToAWrappedExecutor_keepsItsOwnContext() throws Exception {
    Callable<EventTracker> mine;
    try (Scope scope = event.makeCurrent()) {
      mine = Gomon.wrap(look);
    }
    try (Scope scope = gomon.start("other").makeCurrent()) {
      assertThat(wrapped.submit(mine).get()).isSameAs(event);
    }
  }

  @Test
  void futureThatIsKept_holdsNoEvent() throws Exception {
    ForkJoinPool forkJoin = new ForkJoinPool(1);
    List<Future<?>> kept = new ArrayList<>();
    // Futures of a ForkJoinPool keep their task for good.
    WeakReference<EventTracker> first = submitAndDrop(Gomon.wrap((ExecutorService) forkJoin), kept);
    WeakReference<EventTracker> second = submitAndDrop(wrapped, kept);
    Conditions.await(
        () -> {
          System.gc();
          return first.get() == null && second.get() == null;
        });
    assertThat(kept).hasSize(2).allMatch(Future::isDone);
    forkJoin.shutdown();
  }

  private WeakReference<EventTracker> submitAndDrop(ExecutorService executor, List<Future<?>> kept)
      throws Exception {
    EventTracker tracker = gomon.start("short");
    try (Scope scope = tracker.makeCurrent()) {
      Future<Boolean> future = executor.submit(() -> gomon.current().isRecording());
      assertThat(future.get()).isTrue();
      kept.add(future);
    }
    return new WeakReference<>(tracker);
  }

  @Test
  void scheduled_carriesOnce_andPeriodicTasksEachTime() throws Exception {
    ScheduledThreadPoolExecutor inner = new ScheduledThreadPoolExecutor(1);
    ScheduledExecutorService scheduler = Gomon.wrap((ScheduledExecutorService) inner);
    LinkedBlockingQueue<EventTracker> seen = new LinkedBlockingQueue<>();
    Runnable task = () -> seen.add(gomon.current());
    ScheduledFuture<?> rate;
    ScheduledFuture<?> delay;
    try (Scope scope = event.makeCurrent()) {
      assertThat(scheduler.schedule(look, 1, MILLISECONDS).get()).isSameAs(event);
      scheduler.schedule(task, 1, MILLISECONDS).get();
      rate = scheduler.scheduleAtFixedRate(task, 0, 1, MILLISECONDS);
      delay = scheduler.scheduleWithFixedDelay(task, 0, 1, MILLISECONDS);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(seen.poll(20, SECONDS)).isSameAs(event);
    }
    rate.cancel(false);
    delay.cancel(false);
    scheduler.shutdown();
    assertThat(inner.awaitTermination(20, SECONDS)).isTrue();
  }

  /** A task with a rank. */
  private record Job(int rank, List<Integer> order) implements Runnable, Comparable<Job> {
    @Override
    public void run() {
      order.add(rank);
    }

    @Override
    public int compareTo(Job other) {
      return Integer.compare(rank, other.rank);
    }
  }

  private List<Integer> runJobs(ThreadPoolExecutor ordered, CountDownLatch hold) throws Exception {
    ExecutorService executor = Gomon.wrap(ordered);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (Scope scope = event.makeCurrent()) {
      executor.execute(new Job(0, order));
      executor.execute(new Job(3, order));
      executor.execute(new Job(1, order));
    }
    executor.execute(new Job(2, order));
    hold.countDown();
    executor.shutdown();
    assertThat(executor.awaitTermination(20, SECONDS)).isTrue();
    return order;
  }

  private static ThreadPoolExecutor ordered(
      PriorityBlockingQueue<Runnable> queue, CountDownLatch hold) {
    return new ThreadPoolExecutor(1, 1, 0, SECONDS, queue) {
      @Override
      protected void beforeExecute(Thread thread, Runnable task) {
        try {
          assertThat(hold.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  @Test
  void comparableTasks_keepTheirOrder() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    assertThat(runJobs(ordered(new PriorityBlockingQueue<>(), hold), hold))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void comparableTasks_wrappedOneByOne_compareToEachOther() {
    PriorityBlockingQueue<Runnable> queue = new PriorityBlockingQueue<>();
    List<Integer> order = new ArrayList<>();
    queue.add(Gomon.wrap(new Job(2, order)));
    try (Scope scope = event.makeCurrent()) {
      queue.add(Gomon.wrap(new Job(3, order)));
    }
    queue.add(Gomon.wrap(new Job(1, order)));
    for (Runnable job = queue.poll(); job != null; job = queue.poll()) {
      job.run();
    }
    assertThat(order).containsExactly(1, 2, 3);
  }

  @Test
  void executorThatIsNull_isRefusedAtOnce() {
    assertThatThrownBy(() -> Gomon.wrap((ExecutorService) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("executor");
  }

  @Test
  void tasksOrderedByAComparator_keepTheirOrder() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Comparator<Runnable> byRank = Comparator.comparingInt(task -> ((Job) task).rank());
    assertThat(runJobs(ordered(new PriorityBlockingQueue<>(4, byRank), hold), hold))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void threadsOfAWrappedFactory_runUnderWhatIsCurrentWhereTheyAreMade() throws Exception {
    LinkedBlockingQueue<EventTracker> seen = new LinkedBlockingQueue<>();
    Thread thread;
    try (Scope scope = event.makeCurrent()) {
      thread =
          Gomon.wrapThreads(Executors.defaultThreadFactory())
              .newThread(() -> seen.add(gomon.current()));
    }
    thread.start();
    assertThat(seen.poll(20, SECONDS)).isSameAs(event);
    thread.join();
  }

  @Test
  void poolWithAWrappedFactory_doesNotKeepTheFirstEvent() throws Exception {
    ExecutorService other =
        Executors.newFixedThreadPool(1, Gomon.wrapThreads(Executors.defaultThreadFactory()));
    try (Scope scope = event.makeCurrent()) {
      other.submit(() -> {}).get();
    }
    assertThat(other.submit(look).get().isRecording()).isFalse();
    other.shutdown();
  }
}
