/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;

/** Time and chance of the retries, so that a test need not wait for them. */
interface Timing {
  Timing SYSTEM =
      new Timing() {
        @Override
        public long monotonicNanos() {
          return System.nanoTime();
        }

        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // waking early only makes one retry come early
        public void pause(Condition ended, long nanos) throws InterruptedException {
          ended.awaitNanos(nanos);
        }
      };

  long monotonicNanos();

  long epochMillis();

  /** From 0 to below 1, evenly spread. */
  double random();

  /** Waits, with the lock of the condition held, until it is signalled or the time is over. */
  void pause(Condition ended, long nanos) throws InterruptedException;
}
