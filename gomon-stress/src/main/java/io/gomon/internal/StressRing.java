/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import org.jspecify.annotations.Nullable;

/** A ring for the tests of the package above, which cannot see it. */
public final class StressRing<E> {
  private final EventRing<E> ring = new EventRing<>(2);

  /** Any thread. */
  public boolean offer(E element) {
    return ring.offer(element);
  }

  /** One thread at a time. */
  public @Nullable E poll() {
    return ring.poll();
  }
}
