/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

/** Where time comes from. Any thread. */
public interface Clock {

  /** A clock that only goes forward, from an arbitrary zero, in nanoseconds. */
  long monotonicNanos();

  /** Nanoseconds since 1970-01-01T00:00Z, as exact as the system knows them. */
  long epochNanos();

  /** The clocks of the Java virtual machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
