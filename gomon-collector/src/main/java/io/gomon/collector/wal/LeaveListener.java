/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;

/** Is told before a part of the log is deleted, on the thread that deletes. */
@FunctionalInterface
public interface LeaveListener {

  /**
   * All records that end behind one position, and at or before another, are about to go.
   *
   * @throws IOException if they must stay; the next time they are told of again
   */
  void leaving(long beginPosition, long endPosition) throws IOException;
}
