/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.wal.WalRecord;
import java.util.List;

/** Makes events of a record of the log once more; none of a record that repeats an earlier one. */
@FunctionalInterface
public interface RecordDecoder {
  List<CollectedEvent> decode(WalRecord record) throws BadBatchException;
}
