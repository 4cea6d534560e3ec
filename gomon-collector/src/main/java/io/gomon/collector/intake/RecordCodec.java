/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.BatchDecoder;
import io.gomon.collector.ingest.Gzip;
import io.gomon.collector.ingest.Wire;
import io.gomon.collector.store.CollectedEvent;
import io.gomon.collector.wal.WalEntry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a batch is written into a record of the log, and read from it again.
 *
 * <pre>
 * kind   7     6      5 … 0
 *        free  gzip   code of the wire
 * note   number of events, a space, the service of all of them (or nothing)
 * </pre>
 *
 * Any thread.
 */
public final class RecordCodec {
  static final int GZIP_BIT = 1 << 6;
  private static final int WIRE_MASK = GZIP_BIT - 1;

  private final Map<Wire, BatchDecoder> decoders;
  private final int maxInflatedBytes;

  public RecordCodec(Map<Wire, BatchDecoder> decoders, int maxInflatedBytes) {
    this.decoders = new EnumMap<>(decoders);
    this.maxInflatedBytes = maxInflatedBytes;
  }

  /** Decodes what was received. The meter is asked before memory is taken. */
  public <E extends Exception> List<CollectedEvent> decode(Batch batch, Gzip.Meter<E> meter)
      throws BadBatchException, E {
    byte[] plain =
        batch.gzip() ? Gzip.inflate(batch.body(), maxInflatedBytes, meter) : batch.body();
    meter.take(plain.length); // the events weigh about as much again
    return decode(batch.wire(), plain, batch.service());
  }

  private List<CollectedEvent> decode(Wire wire, byte[] plain, String service)
      throws BadBatchException {
    BatchDecoder decoder = decoders.get(wire);
    if (decoder == null) {
      throw new BadBatchException("nobody decodes " + wire);
    }
    return decoder.decode(plain, service);
  }

  /**
   * Decodes what was logged. By no limit of today: it was within the limits of the day it came, and
   * is acknowledged.
   */
  public List<CollectedEvent> decode(WalEntry entry) throws BadBatchException {
    Wire wire = Wire.ofCode(entry.kind() & WIRE_MASK);
    boolean gzip = (entry.kind() & GZIP_BIT) != 0;
    String service = entry.note().substring(entry.note().indexOf(' ') + 1);
    return decode(wire, gzip ? Gzip.inflate(entry.body()) : entry.body(), service);
  }

  /** How many events a logged batch has. */
  public static int eventsIn(WalEntry entry) {
    try {
      return Integer.parseInt(entry.note(), 0, entry.note().indexOf(' '), 10);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return 0; // a note of another version: only an answer to a repeated batch shows the number
    }
  }

  static WalEntry encode(Batch batch, List<CollectedEvent> events, long receivedMillis) {
    byte kind = (byte) (batch.wire().code() | (batch.gzip() ? GZIP_BIT : 0));
    String note = events.size() + " " + serviceOf(batch, events);
    return new WalEntry(receivedMillis, kind, batch.batchId(), note, batch.body());
  }

  /**
   * A replay must find the same services, though the application event that named one may be gone
   * from the log by then. So the name is kept beside the body when one name holds for all.
   */
  private static String serviceOf(Batch batch, List<CollectedEvent> events) {
    boolean json = batch.wire() == Wire.GOMON_JSON || batch.wire() == Wire.GOMON_NDJSON;
    if (!json || !batch.service().isEmpty()) {
      return batch.service();
    }
    String first = events.get(0).service();
    boolean same = events.stream().allMatch(event -> event.service().equals(first));
    return same && first.length() <= 1000 ? first : "";
  }
}
