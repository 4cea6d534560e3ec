/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Known-bad twin of {@link ChunkedQueue}: who finds no next chunk makes one and links it, without
 * CAS. So two producers may make one each, and what is in the first is lost.
 */
final class QueueOfChunksWithoutCas implements Queue {
  private final PaddedCounter claimed = new PaddedCounter();
  private volatile Chunk tail = new Chunk(0);

  /** Of the consumer, with its place. */
  private Chunk head = tail;

  private int place;

  private static final class Chunk {
    final int number;
    final AtomicReferenceArray<@Nullable Integer> places =
        new AtomicReferenceArray<>(ChunkedQueue.CHUNK);
    volatile @Nullable Chunk next;

    Chunk(int number) {
      this.number = number;
    }
  }

  @Override
  public boolean offer(Integer element) {
    while (true) {
      long free = claimed.get();
      Chunk chunk = chunkOf((int) (free / ChunkedQueue.CHUNK));
      if (claimed.compareAndExchange(free, free + 1) == free) {
        chunk.places.set((int) free % ChunkedQueue.CHUNK, element);
        return true;
      }
    }
  }

  private Chunk chunkOf(int number) {
    Chunk last = tail;
    if (last.number == number) {
      return last;
    }
    Chunk next = last.next;
    if (next == null) {
      next = new Chunk(number);
      last.next = next;
    }
    tail = next;
    return next;
  }

  @Override
  public @Nullable Integer poll() {
    if (place == ChunkedQueue.CHUNK) {
      Chunk next = head.next;
      if (next == null) {
        return null;
      }
      head = next;
      place = 0;
    }
    Integer element = head.places.get(place);
    if (element != null) {
      place++;
    }
    return element;
  }
}
