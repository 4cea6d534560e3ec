/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;

/** How long the application waited for further rows of one result. Of one thread. */
final class FetchPauses {
  /** 0 for as the driver likes. */
  private int fetchSize;

  private int count;
  private long totalNanos;
  private long maxNanos;

  /** For some drivers a negative one has a meaning of its own. */
  void fetchSize(int rows) {
    fetchSize = Math.max(rows, 0);
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
