/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;

/** Reads one span, log record or metric in OTLP's JSON. One thread. */
@FunctionalInterface
interface JsonItemReader {

  /**
   * Reads from the beginning of an object to its end. An item that is rejected may be left in the
   * middle.
   */
  void read(ResourceDraft resource, EventBatch into) throws BadBatchException;
}
