/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import org.jspecify.annotations.Nullable;

/** What the queue and its twins have in common for a test. */
interface Queue {
  boolean offer(Integer element);

  @Nullable Integer poll();

  /** The queue that is shipped. */
  final class Shipped implements Queue {
    private final ChunkedQueue<Integer> queue;

    Shipped(int capacity) {
      queue = new ChunkedQueue<>(capacity);
    }

    @Override
    public boolean offer(Integer element) {
      return queue.offer(element);
    }

    @Override
    public @Nullable Integer poll() {
      return queue.poll();
    }
  }
}
