/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what has no event of its own to wait for. Any thread. */
public final class Conditions {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private Conditions() {}

  /**
   * Returns when the condition holds, which is asked 10,000 times a second.
   *
   * @param what the condition in words, for the failure
   * @throws AssertionError if it does not hold within 20 seconds
   */
  public static void await(String what, BooleanSupplier condition) {
    long startNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNanos > PATIENCE_NANOS) {
        throw new AssertionError("Not within 20 s: " + what);
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
