/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.applier;

import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.wal.WalRecord;
import java.io.IOException;

/**
 * Makes events of a record of the log once more; none of a record that repeats an earlier one, or
 * that was put into quarantine.
 */
@FunctionalInterface
public interface RecordDecoder {

  /**
   * Decodes a record.
   *
   * @throws IOException if a record that cannot be decoded could not be kept aside; to be repeated
   */
  LoggedBatch decode(WalRecord record) throws IOException;
}
