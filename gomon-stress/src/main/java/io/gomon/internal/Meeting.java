/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

/**
 * Where two threads wait for each other, so that what they do next happens at the same time. For
 * tests whose steps are slow: without it the two would drift apart.
 */
public final class Meeting {
  private volatile boolean firstIsHere;
  private volatile boolean secondIsHere;

  /** Called by one of the two. What it did before is visible to the other. */
  public void first() {
    firstIsHere = true;
    while (!secondIsHere) {
      Thread.onSpinWait();
    }
  }

  /** Called by the other. */
  public void second() {
    secondIsHere = true;
    while (!firstIsHere) {
      Thread.onSpinWait();
    }
  }
}
