/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;

/**
 * Is told what became of one appended entry: exactly one of the two, exactly once, on the log's
 * writer thread, in the order of the log. Implementations are quick and do no I/O.
 */
public interface AppendListener {

  /** The entry is on disk; force() has returned. */
  void forced(long position);

  /** The entry is not acknowledged: the disk refused, or the log was closed. */
  void failed(IOException cause);
}
