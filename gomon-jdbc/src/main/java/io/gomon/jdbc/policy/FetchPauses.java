/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;

/** How long the application waited for further rows of one result. Of one thread. */
final class FetchPauses {
  private int fetchSize;
  private int count;
  private long totalNanos;
  private long maxNanos;

  void fetchSize(int rows) {
    fetchSize = rows;
  }

  boolean areExpectedAfter(long rowCount) {
    return fetchSize > 0 && rowCount > 0 && rowCount % fetchSize == 0;
  }

  /** How many rows behind this one come without a pause. */
  long rowsBeforeNext(long rowCount) {
    if (fetchSize == 0) {
      return Long.MAX_VALUE;
    }
    return areExpectedAfter(rowCount) ? 0 : fetchSize - rowCount % fetchSize;
  }

  void add(long nanos) {
    count++;
    totalNanos += nanos;
    maxNanos = Math.max(maxNanos, nanos);
  }

  void describe(EventTracker event) {
    if (count == 0) {
      return;
    }
    event.set("fetch-pauses", count);
    event.set("fetch-nanos", totalNanos).set("fetch-max-nanos", maxNanos);
  }
}
