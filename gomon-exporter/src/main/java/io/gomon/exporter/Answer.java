/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param kind for accounts and the log: {@code 503}, {@code unreachable}
 * @param text what the peer or the network said, in one line
 * @param rejectedEvents of a batch that was taken: how many of its events were not
 * @param retryAfterNanos when the peer wants to see the batch again; -1 when it did not say
 * @param fromCollector whether it was GoMon's collector that answered
 */
record Answer(
    Verdict verdict,
    String kind,
    String text,
    long rejectedEvents,
    long retryAfterNanos,
    boolean fromCollector,
    @Nullable Throwable failure) {

  enum Verdict {
    TAKEN,
    REFUSED,
    TRY_AGAIN
  }

  /** The network failed, or our side of it: nothing is known of what the peer did. */
  static Answer none(Throwable failure) {
    return new Answer(Verdict.TRY_AGAIN, "unreachable", failure.toString(), 0, -1, false, failure);
  }
}
