/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;
import java.util.UUID;

/** The batch that is being filled. Guarded by the lock of {@link Outbox}. */
final class Filling {
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private final EventEncoder encoder;
  private final Bytes bytes = new Bytes();
  private Run run = Run.unknown(new UUID(0, 0));
  private int events;
  private long sinceNanos;

  Filling(EventEncoder encoder) {
    this.encoder = encoder;
  }

  int events() {
    return events;
  }

  int size() {
    return bytes.size();
  }

  /** When its first event came. */
  long sinceNanos() {
    return sinceNanos;
  }

  boolean takes(Run other) {
    return events == 0 || run.equals(other);
  }

  /**
   * Adds an event if the batch has at most so many bytes with it. What the encoder throws leaves
   * the batch as it was.
   *
   * @return the bytes that it took; 0 if it did not fit
   */
  int tryAdd(Run eventRun, Event event, int maxBytes, long nowNanos) {
    int before = bytes.size();
    bytes.limit(maxBytes);
    boolean added = false;
    try {
      encoder.encode(event, bytes);
      added = true;
    } catch (Bytes.LimitException e) {
      // It does not fit: it is cut off again, and the caller decides what becomes of it.
      return 0;
    } finally {
      if (!added) {
        bytes.cutBackTo(before);
      }
    }
    if (events++ == 0) {
      run = eventRun;
      sinceNanos = nowNanos;
    }
    return bytes.size() - before;
  }

  /** Everything as a batch; this one is empty then. */
  Batch cut(long number) {
    byte[] body = encoder.body(run, bytes);
    Batch batch = new Batch(number, UUID.randomUUID(), run, events, bytes.size(), body);
    events = 0;
    bytes.clear(MAX_KEPT_BYTES);
    return batch;
  }
}
