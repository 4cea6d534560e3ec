/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.store.LoggedBatch;

/** Is handed each batch that is on disk, in the order of the log, on the log's writer thread. */
public interface Acknowledged {

  /** Returns quickly. */
  void accept(LoggedBatch batch);

  /** A batch is on disk, and could not be handed over, for want of memory: it is in the log. */
  void missed();
}
