/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/**
 * What became of the items of a batch; the request as such is fine. Immutable.
 *
 * @param accepted how many were taken
 * @param rejected how many were not and never will be, so that nobody sends them again
 * @param firstReason why the first of those was not; empty when there is none, or when a batch is
 *     repeated after a restart
 */
public record Verdict(int accepted, int rejected, String firstReason) {

  /** All were taken. */
  public static Verdict accepted(int items) {
    return new Verdict(items, 0, "");
  }

  public Verdict {
    if (accepted < 0 || rejected < 0) {
      throw new IllegalArgumentException("counts must be 0 or more: " + accepted + ", " + rejected);
    }
  }
}
