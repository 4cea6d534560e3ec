/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for the bits of {@link TraceBits} of all days. Days for which there is none are asked in
 * their files. Thread-safe.
 */
final class TraceMemory {
  private final AtomicLong freeBytes;

  TraceMemory(long bytes) {
    this.freeBytes = new AtomicLong(bytes);
  }

  /** 13 MB of the usual heap: 68 million events in traces of ten. */
  static TraceMemory ofHeap() {
    return new TraceMemory(Runtime.getRuntime().maxMemory() / 16);
  }

  /** False if there is not so much: then nothing was taken. */
  boolean take(long bytes) {
    return freeBytes.getAndUpdate(free -> free >= bytes ? free - bytes : free) >= bytes;
  }

  void giveBack(long bytes) {
    freeBytes.addAndGet(bytes);
  }

  long freeBytes() {
    return freeBytes.get();
  }
}
