/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Packing;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.wal.WalEntry;
import io.gomon.collector.wal.WalRecord;

/**
 * How a batch is written into a record of the log, and read from it again.
 *
 * <pre>
 * kind   7     6      5 … 0
 *        zstd  gzip   code of the adapter
 * note   see {@link Note}
 * </pre>
 *
 * Any thread.
 */
public final class RecordCodec {
  private static final int GZIP_BIT = 1 << 6;
  private static final int ZSTD_BIT = 1 << 7;
  private static final int CODE_MASK = GZIP_BIT - 1;

  private final IngestAdapters adapters;
  private final int maxInflatedBytes;

  public RecordCodec(IngestAdapters adapters, int maxInflatedBytes) {
    this.adapters = adapters;
    this.maxInflatedBytes = maxInflatedBytes;
  }

  /** Decodes what was received. The room is asked before memory is taken. */
  public Decoded decode(Batch batch, Room room) throws BadBatchException {
    byte[] plain = batch.packing().inflate(batch.body(), maxInflatedBytes, room);
    return batch.adapter().decode(plain, batch.origin(), room);
  }

  /**
   * Decodes what was logged. By no limit of today: it was within the limits of the day it came, and
   * is acknowledged.
   */
  public LoggedBatch decode(WalRecord record) throws BadBatchException {
    WalEntry entry = record.entry();
    IngestAdapter adapter = adapters.ofCode(entry.kind() & CODE_MASK);
    Note note = Note.of(entry);
    Origin origin = new Origin(note.project(), note.service(), entry.receivedMillis());
    byte[] plain = packing(entry.kind()).inflate(entry.body());
    Decoded decoded = adapter.decode(plain, origin, Room.UNLIMITED);
    return new LoggedBatch(
        record.position(), note.project(), decoded.events(), decoded.memoryBytes());
  }

  private static Packing packing(byte kind) throws BadBatchException {
    return switch (kind & (GZIP_BIT | ZSTD_BIT)) {
      case 0 -> Packing.NONE;
      case GZIP_BIT -> Packing.GZIP;
      case ZSTD_BIT -> Packing.ZSTD;
      default -> throw new BadBatchException("packed in a way this version does not know");
    };
  }

  private static int bit(Packing packing) {
    return switch (packing) {
      case NONE -> 0;
      case GZIP -> GZIP_BIT;
      case ZSTD -> ZSTD_BIT;
    };
  }

  /** What was answered to a logged batch, but for the reason. */
  public static Verdict verdictOf(WalEntry entry) {
    return Note.of(entry).verdict();
  }

  static WalEntry encode(Batch batch, Decoded decoded) {
    Origin origin = batch.origin();
    byte kind = (byte) (batch.adapter().code() | bit(batch.packing()));
    String service = batch.adapter().serviceToKeep(origin, decoded.events());
    String note = new Note(decoded.verdict(), origin.project(), service).text();
    return new WalEntry(origin.receivedMillis(), kind, batch.batchId(), note, batch.body());
  }
}
