/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import io.gomon.collector.store.CollectedEvent;
import java.util.List;

/** Turns the body of one request into events: all of them or none. Any thread. */
public interface BatchDecoder {

  /** More events in one request are refused: their objects weigh more than their bytes. */
  int MAX_EVENTS = 100_000;

  /**
   * Decodes a body that is not compressed any more.
   *
   * @param service the service the sender named outside of the body, or empty
   * @throws BadBatchException if anything in it is not as documented
   */
  List<CollectedEvent> decode(byte[] body, String service) throws BadBatchException;

  /** Refuses the event after the last one that is allowed. */
  static void checkCount(int events) throws BadBatchException {
    if (events >= MAX_EVENTS) {
      throw BadBatchException.tooLarge(
          "more than " + MAX_EVENTS + " events in one request: send smaller batches");
    }
  }
}
