/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import org.jspecify.annotations.Nullable;

/** A queue for the tests of the package above, which cannot see it. */
public final class StressQueue<E> {
  private final ChunkedQueue<E> queue = new ChunkedQueue<>(2);

  /** Any thread. */
  public boolean offer(E element) {
    return queue.offer(element);
  }

  /** One thread at a time. */
  public @Nullable E poll() {
    return queue.poll();
  }
}
