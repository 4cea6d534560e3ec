/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import java.io.IOException;

/** Reads one span, log record or metric in protobuf. One thread. */
@FunctionalInterface
interface ItemReader {

  /** Reads up to the limit of the stream. An item that is rejected may be left in the middle. */
  void read(CodedInputStream in, ResourceDraft resource, EventBatch into)
      throws IOException, BadBatchException;
}
