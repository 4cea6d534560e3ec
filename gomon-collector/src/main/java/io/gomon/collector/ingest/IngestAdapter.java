/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;

/**
 * One wire: what comes with one content type to one path. {@link IngestAdapters} finds it, by those
 * for a request and by its code for a record of the log. Any thread.
 */
public interface IngestAdapter {

  /** 1 to 63. Stands in the write-ahead log: never changes, and is never used again. */
  byte code();

  /** Where it is sent, such as {@code /v1/traces}. */
  String path();

  /** Without parameters, in lower case; of the answer, too. */
  String contentType();

  /**
   * Decodes a body that is not compressed any more. Of the same bytes and origin it makes the same
   * events at a replay.
   *
   * @param room is asked for what the events take
   * @throws BadBatchException if nothing of it can be taken
   */
  Decoded decode(byte[] plain, Origin origin, Room room) throws BadBatchException;

  /** The body of the 200. */
  byte[] answer(Verdict verdict);

  /** The service to be remembered beside the body, so that a replay finds the same one. */
  default String serviceToKeep(Origin origin, List<CollectedEvent> events) {
    return origin.service();
  }
}
