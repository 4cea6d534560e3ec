/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.time.Duration;

/** A moment until which to wait. Any duration makes one, the longest and negative ones, too. */
public final class Deadline {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final long atNanos;

  private Deadline(long atNanos) {
    this.atNanos = atNanos;
  }

  /** The moment when this time from now has passed. */
  public static Deadline after(Duration timeout) {
    Duration time = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    return new Deadline(System.nanoTime() + (time.isNegative() ? 0 : time.toNanos()));
  }

  /**
   * An earlier one, when one part in {@code divisor} of what is left has passed: for one step of
   * several.
   */
  public Deadline share(int divisor) {
    return new Deadline(System.nanoTime() + leftNanos() / divisor);
  }

  /** 0 when it is over. */
  public long leftNanos() {
    return Math.max(0, atNanos - System.nanoTime());
  }

  public Duration left() {
    return Duration.ofNanos(leftNanos());
  }

  public boolean isOver() {
    return leftNanos() == 0;
  }
}
