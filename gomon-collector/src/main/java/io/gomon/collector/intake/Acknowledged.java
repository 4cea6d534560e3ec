/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.store.LoggedBatch;

/** Is handed each batch that is on disk, in the order of the log, on the log's writer thread. */
@FunctionalInterface
public interface Acknowledged {

  /** Returns quickly and never throws. */
  void accept(LoggedBatch batch);
}
