/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import org.jspecify.annotations.Nullable;

/** What the ring and its twins have in common for a test. */
interface Ring {
  boolean offer(Integer element);

  @Nullable Integer poll();

  /** The ring that is shipped. */
  final class Shipped implements Ring {
    private final EventRing<Integer> ring;

    Shipped(int capacity) {
      ring = new EventRing<>(capacity);
    }

    @Override
    public boolean offer(Integer element) {
      return ring.offer(element);
    }

    @Override
    public @Nullable Integer poll() {
      return ring.poll();
    }
  }
}
