/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a JDK that has them; by reflection, since the build is for one that has not. */
class VirtualThreadTest {
  private final Gomon gomon = Recorder.builder().start();
  private final EventTracker event = gomon.start("request");

  @BeforeEach
  void assumeVirtualThreads() {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21);
  }

  @AfterEach
  void stop() {
    gomon.stop(Duration.ofSeconds(10));
    assertThat(gomon.stats().scopeMisuses()).isZero();
    assertThat(gomon.stats().scopeLeaks()).isZero();
  }

  private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }

  private static ExecutorService threadPerTask(ThreadFactory factory)
      throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class
            .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
            .invoke(null, factory);
  }

  @Test
  void startVirtualThread_withAWrappedTask_seesTheEvent() throws Exception {
    List<EventTracker> seen = new ArrayList<>();
    Thread thread;
    try (Scope scope = event.makeCurrent()) {
      Runnable task = Gomon.wrap((Runnable) () -> seen.add(gomon.current()));
      thread =
          (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
    thread.join();
    assertThat(seen).containsExactly(event);
  }

  @Test
  void executorOfVirtualThreads_wrapped_carriesTheEventOfEachOfManyRequests() throws Exception {
    List<EventTracker> events = new ArrayList<>();
    List<Future<EventTracker>> futures = new ArrayList<>();
    ExecutorService executor = Gomon.wrap(threadPerTask(virtualThreads()));
    for (int i = 0; i < 10_000; i++) {
      EventTracker each = gomon.start("request");
      events.add(each);
      try (Scope scope = each.makeCurrent()) {
        futures.add(
            executor.submit(
                () -> {
                  LockSupport.parkNanos(1); // lets the carrier thread run others meanwhile
                  return gomon.current();
                }));
      }
    }
    for (int i = 0; i < events.size(); i++) {
      assertThat(futures.get(i).get()).isSameAs(events.get(i));
    }
    ((AutoCloseable) (Object) executor).close();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void executorThreadPerTask_ofAWrappedFactory_seesTheEvent() throws Exception {
    ExecutorService executor = threadPerTask(Gomon.wrapThreads(virtualThreads()));
    Future<EventTracker> future;
    try (Scope scope = event.makeCurrent()) {
      future = executor.submit(gomon::current);
    }
    assertThat(future.get()).isSameAs(event);
    assertThat(executor.submit(gomon::current).get().isRecording()).isFalse();
    executor.shutdown();
  }

  /** {@code StructuredTaskScope.open(joiner, config -> config.withThreadFactory(factory))}. */
  private static Object openStructured(ThreadFactory factory) throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
    Class<?> joinerType = Class.forName("java.util.concurrent.StructuredTaskScope$Joiner");
    Class<?> configType = configType();
    Method withThreadFactory = configType.getMethod("withThreadFactory", ThreadFactory.class);
    Function<Object, Object> configure =
        config -> {
          try {
            return withThreadFactory.invoke(config, factory);
          } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
          }
        };
    Object joiner = joinerType.getMethod("awaitAllSuccessfulOrThrow").invoke(null);
    return type.getMethod("open", joinerType, Function.class).invoke(null, joiner, configure);
  }

  private static Class<?> configType() throws ClassNotFoundException {
    return Class.forName("java.util.concurrent.StructuredTaskScope$Configuration");
  }

  private static Object fork(Object structured, Callable<?> task)
      throws ReflectiveOperationException {
    return Class.forName("java.util.concurrent.StructuredTaskScope")
        .getMethod("fork", Callable.class)
        .invoke(structured, task);
  }

  private static Object join(Object structured, Object subtask) throws Exception {
    Class.forName("java.util.concurrent.StructuredTaskScope").getMethod("join").invoke(structured);
    Object result =
        Class.forName("java.util.concurrent.StructuredTaskScope$Subtask")
            .getMethod("get")
            .invoke(subtask);
    ((AutoCloseable) structured).close();
    return result;
  }

  @Test
  void structuredScope_withAWrappedFactory_carriesTheEventIntoItsForks() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 25);
    try (Scope scope = event.makeCurrent()) {
      Object structured = openStructured(Gomon.wrapThreads(virtualThreads()));
      EventTracker inner = gomon.start("inner");
      Object first = fork(structured, gomon::current);
      Object second;
      try (Scope innerScope = inner.makeCurrent()) {
        second = fork(structured, gomon::current);
      }
      assertThat(join(structured, first)).isSameAs(event);
      assertThat(
              Class.forName("java.util.concurrent.StructuredTaskScope$Subtask")
                  .getMethod("get")
                  .invoke(second))
          .isSameAs(inner);
    }
  }

  @Test
  void structuredScope_withAWrappedTask_carriesTheEvent() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 25);
    try (Scope scope = event.makeCurrent()) {
      Object structured = openStructured(virtualThreads());
      Object bare = fork(structured, () -> gomon.current().isRecording());
      Object wrapped = fork(structured, Gomon.wrap((Callable<Object>) gomon::current));
      assertThat(join(structured, wrapped)).isSameAs(event);
      assertThat(
              Class.forName("java.util.concurrent.StructuredTaskScope$Subtask")
                  .getMethod("get")
                  .invoke(bare))
          .isEqualTo(false);
    }
  }
}
