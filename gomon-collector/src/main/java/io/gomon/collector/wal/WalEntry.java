/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.nio.charset.StandardCharsets;

/**
 * What one record of the log holds; the log reads none of it. The body is not copied: whoever hands
 * it over does not touch it again.
 *
 * @param receivedMillis milliseconds since 1970-01-01T00:00Z
 * @param kind says how to read the body
 * @param batchId the name of the batch, at most 255 bytes of UTF-8, or empty
 * @param note what else the reader needs to know, at most 65,535 bytes of UTF-8, or empty
 * @param body the bytes as they came, possibly compressed
 */
@SuppressWarnings("ArrayRecordComponent") // the body is the point, and entries are never compared
public record WalEntry(long receivedMillis, byte kind, String batchId, String note, byte[] body) {

  /** Checks what the layout of a record cannot hold. */
  public WalEntry {
    int idBytes = batchId.getBytes(StandardCharsets.UTF_8).length;
    if (idBytes > RecordFormat.MAX_ID_BYTES) {
      throw new IllegalArgumentException("batchId must be at most 255 bytes, was " + idBytes);
    }
    int noteBytes = note.getBytes(StandardCharsets.UTF_8).length;
    if (noteBytes > RecordFormat.MAX_NOTE_BYTES) {
      throw new IllegalArgumentException("note must be at most 65535 bytes, was " + noteBytes);
    }
  }
}
