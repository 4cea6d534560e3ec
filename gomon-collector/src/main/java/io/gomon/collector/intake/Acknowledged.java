/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;

/** Is handed each batch that is on disk, in the order of the log, on the log's writer thread. */
@FunctionalInterface
public interface Acknowledged {

  /** Returns quickly and never throws; the list is not changed any more. */
  void accept(long position, List<CollectedEvent> events);
}
