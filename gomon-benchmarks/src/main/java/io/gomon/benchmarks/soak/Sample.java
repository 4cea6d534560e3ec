/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What is left when a round is over.
 *
 * @param liveBytes the heap after collections, while nobody works
 * @param threads platform threads alive, without those of fork-join pools, which come and go
 */
record Sample(long liveBytes, long threads) {
  private static final int COLLECTIONS = 2;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  /** Waits until GoMon's own threads are gone. */
  static Sample take() {
    Crew.await("no thread of GoMon is alive", PATIENCE_NANOS, () -> threads("gomon-") == 0);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    long all = threads("");
    return new Sample(memory.getHeapMemoryUsage().getUsed(), all - threads("ForkJoinPool"));
  }

  private static long threads(String namePrefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(namePrefix))
        .count();
  }

  static long medianOf(List<Sample> samples, ToLongFunction<Sample> figure) {
    return samples.stream()
        .mapToLong(figure)
        .sorted()
        .skip(samples.size() / 2)
        .findFirst()
        .orElse(0);
  }
}
