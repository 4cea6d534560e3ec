/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions that have no event of their own to wait for. */
public final class Conditions {
  private Conditions() {}

  /** Returns when the condition holds; fails after 20 seconds. */
  public static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("The condition did not come true within 20 s");
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
