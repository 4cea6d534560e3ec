/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;

/**
 * The log is as large as it may become; nothing was written. Room comes when segments are applied.
 */
public final class WalFullException extends IOException {
  private static final long serialVersionUID = 1L;

  WalFullException(long usedBytes, long maxTotalBytes) {
    super(
        "the write-ahead log is full ("
            + usedBytes
            + " of "
            + maxTotalBytes
            + " bytes): the store does not keep up, or --max-wal-size is too small");
  }

  /** There is no room for another reason, which the message says. */
  WalFullException(String message) {
    super(message);
  }
}
