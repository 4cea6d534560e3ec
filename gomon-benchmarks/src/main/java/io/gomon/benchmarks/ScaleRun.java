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

/**
 * What an event costs when many threads make them at once: processor time of the whole process, the
 * dispatching thread, the listener and the garbage collector included, for one event. Wall time
 * would say how many cores the machine has.
 */
final class ScaleRun {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ScaleRun() {}

  /** Nanoseconds of processor time for one event, all of which were delivered. */
  static double cpuNanos(ThreadFactory threads, int threadCount, int events)
      throws InterruptedException {
    ReadingListener listener = new ReadingListener();
    Gomon gomon =
        Gomon.builder("scale")
            .listener(listener)
            .overflow(Overflow.BLOCK)
            .discoverPlugins(false)
            .setting("fold.enabled", false)
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
