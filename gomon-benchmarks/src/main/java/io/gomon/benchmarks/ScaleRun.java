/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Overflow;
import io.gomon.Scope;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an event costs when many threads make them at once: processor time of the whole process, the
 * dispatching thread, the listener and the garbage collector included, for one event. Wall time
 * would say how many cores the machine has.
 */
final class ScaleRun {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int MAX_CHILDREN = 1 << 19;

  private ScaleRun() {}

  /** Null where the Java virtual machine has none. */
  static @Nullable ThreadFactory virtualThreads() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Java has virtual threads, but not as expected", e);
    }
  }

  /** Nanoseconds of processor time for one event, all of which were delivered. */
  static double cpuNanos(ThreadFactory threads, int threadCount, int events)
      throws InterruptedException {
    ReadingListener listener = new ReadingListener();
    Gomon gomon =
        Gomon.builder("scale")
            .listener(listener)
            .overflow(Overflow.BLOCK)
            .discoverPlugins(false)
            .setting("fold.after", 1_000_000)
            .shutdownHook(false)
            .start();
    int share = events / threadCount;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threadCount; i++) {
      Thread thread = threads.newThread(() -> makeEvents(gomon, share, start));
      thread.start();
      all.add(thread);
    }
    long before = SYSTEM.getProcessCpuTime();
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    gomon.stop(Duration.ofSeconds(60));
    long cpuNanos = SYSTEM.getProcessCpuTime() - before;
    long expected = (long) share * threadCount;
    if (listener.fed() < expected) {
      throw new IllegalStateException(expected + " events made, " + listener.fed() + " delivered");
    }
    return (double) cpuNanos / expected;
  }

  private static void makeEvents(Gomon gomon, int count, CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      // Somebody ends the benchmark; the missing events fail it.
      Thread.currentThread().interrupt();
      return;
    }
    for (int from = 0; from < count; from += MAX_CHILDREN) {
      makeChildren(gomon, Math.min(MAX_CHILDREN, count - from));
    }
  }

  /** So few of one parent that none of them is folded. */
  private static void makeChildren(Gomon gomon, int count) {
    EventTracker parent = gomon.start("parent");
    try (Scope outer = parent.makeCurrent()) {
      for (int i = 0; i < count; i++) {
        EventTracker tracker = gomon.start("child");
        try (Scope scope = tracker.makeCurrent()) {
          tracker.set("text", "some text").set("number", i);
        }
        tracker.finish();
      }
    }
  }
}
