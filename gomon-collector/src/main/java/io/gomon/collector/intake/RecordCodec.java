/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.Gzip;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.wal.WalEntry;
import io.gomon.collector.wal.WalRecord;

/**
 * How a batch is written into a record of the log, and read from it again.
 *
 * <pre>
 * kind   7     6      5 … 0
 *        free  gzip   code of the adapter
 * note   see {@link Note}
 * </pre>
 *
 * Any thread.
 */
public final class RecordCodec {
  static final int GZIP_BIT = 1 << 6;
  private static final int CODE_MASK = GZIP_BIT - 1;

  private final IngestAdapters adapters;
  private final int maxInflatedBytes;

  public RecordCodec(IngestAdapters adapters, int maxInflatedBytes) {
    this.adapters = adapters;
    this.maxInflatedBytes = maxInflatedBytes;
  }

  /** Decodes what was received. The meter is asked before memory is taken. */
  public <E extends Exception> Decoded decode(Batch batch, Gzip.Meter<E> meter)
      throws BadBatchException, E {
    byte[] plain =
        batch.gzip() ? Gzip.inflate(batch.body(), maxInflatedBytes, meter) : batch.body();
    meter.take(plain.length); // the events weigh about as much again
    return batch.adapter().decode(plain, batch.origin());
  }

  /**
   * Decodes what was logged. By no limit of today: it was within the limits of the day it came, and
   * is acknowledged.
   */
  public LoggedBatch decode(WalRecord record) throws BadBatchException {
    WalEntry entry = record.entry();
    IngestAdapter adapter = adapters.ofCode(entry.kind() & CODE_MASK);
    boolean gzip = (entry.kind() & GZIP_BIT) != 0;
    Note note = Note.of(entry);
    Origin origin = new Origin(note.project(), note.service(), entry.receivedMillis());
    byte[] plain = gzip ? Gzip.inflate(entry.body()) : entry.body();
    Decoded decoded = adapter.decode(plain, origin);
    return new LoggedBatch(record.position(), note.project(), decoded.events());
  }

  /** What was answered to a logged batch, but for the reason. */
  public static Verdict verdictOf(WalEntry entry) {
    return Note.of(entry).verdict();
  }

  static WalEntry encode(Batch batch, Decoded decoded) {
    Origin origin = batch.origin();
    byte kind = (byte) (batch.adapter().code() | (batch.gzip() ? GZIP_BIT : 0));
    String service = batch.adapter().serviceToKeep(origin, decoded.events());
    String note = new Note(decoded.verdict(), origin.project(), service).text();
    return new WalEntry(origin.receivedMillis(), kind, batch.batchId(), note, batch.body());
  }
}
