/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How a {@link DuckDbEventStore} is set up. Immutable.
 *
 * @param folder where the day files lie; made when absent
 * @param retentionDays how many days an event is kept at least, 1 to 400
 * @param memoryLimitMegabytes what the database engine may use at most, beside the Java heap
 * @param threads how many threads the engine may use for one query
 * @param clock tells which events are too old or from the future
 */
public record StoreSettings(
    Path folder, int retentionDays, int memoryLimitMegabytes, int threads, InstantSource clock) {

  public static final int DEFAULT_RETENTION_DAYS = 7;

  /** A checkpoint of a busy day does not fit into less than 64 (RATIONALE.md). */
  private static final int MIN_MEMORY_LIMIT_MEGABYTES = 64;

  private static final int MAX_DERIVED_MEGABYTES = 2048;

  public StoreSettings {
    // An attached day costs about 0.3 MB (RATIONALE.md): 400 of them are still harmless.
    check("retentionDays", retentionDays, 1, 400);
    check("memoryLimitMegabytes", memoryLimitMegabytes, MIN_MEMORY_LIMIT_MEGABYTES, 1 << 20);
    check("threads", threads, 1, 256);
  }

  /**
   * The usual settings for a folder: 7 days, at most 4 threads, the system clock; for the engine
   * half as much memory as the Java heap may have, so that the heap's size alone says how large the
   * process becomes.
   */
  public static StoreSettings of(Path folder) {
    int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
    return new StoreSettings(
        folder,
        DEFAULT_RETENTION_DAYS,
        memoryLimitMegabytes(Runtime.getRuntime().maxMemory()),
        threads,
        InstantSource.system());
  }

  /** What the engine may use beside a heap of this size, in megabytes. */
  static int memoryLimitMegabytes(long maxHeapBytes) {
    long half = (maxHeapBytes / 2) >> 20;
    return (int) Math.max(MIN_MEMORY_LIMIT_MEGABYTES, Math.min(MAX_DERIVED_MEGABYTES, half));
  }

  public StoreSettings withRetentionDays(int days) {
    return new StoreSettings(folder, days, memoryLimitMegabytes, threads, clock);
  }

  public StoreSettings withMemoryLimitMegabytes(int megabytes) {
    return new StoreSettings(folder, retentionDays, megabytes, threads, clock);
  }

  public StoreSettings withClock(InstantSource source) {
    return new StoreSettings(folder, retentionDays, memoryLimitMegabytes, threads, source);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be " + min + " to " + max + ", was " + value);
    }
  }
}
