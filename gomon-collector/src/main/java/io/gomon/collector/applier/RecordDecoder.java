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

  /**
   * Keeps a record aside that the store refuses; on disk when this returns.
   *
   * @throws IOException if it cannot be kept; it stays in the log then
   */
  default void keep(WalRecord record) throws IOException {
    throw new IOException("no place to keep a record aside");
  }

  /** The kept record stays where it is, and the rest goes on. */
  default void kept(WalRecord record, Throwable cause) {}

  /** Forgets a kept record: it was not the record's fault. */
  default void giveBack(WalRecord record) throws IOException {}
}
