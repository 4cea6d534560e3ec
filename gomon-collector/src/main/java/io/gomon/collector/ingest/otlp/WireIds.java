/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Rejection;
import java.io.IOException;

/** Ids in protobuf: bytes, big endian. Any thread. */
final class WireIds {
  private static final int TRACE_ID_BYTES = 16;

  private WireIds() {}

  /** Reads the length of a trace id; false when it is empty, else two halves follow. */
  static boolean hasTraceId(CodedInputStream in) throws IOException, RejectedItemException {
    int bytes = in.readRawVarint32();
    if (bytes != 0 && bytes != TRACE_ID_BYTES) {
      throw new RejectedItemException(
          Rejection.WRONG_VALUE, "a trace_id must be 16 bytes, one is " + bytes);
    }
    return bytes != 0;
  }

  static long readHalf(CodedInputStream in) throws IOException {
    return Long.reverseBytes(in.readFixed64());
  }

  /** 0 when it is empty. */
  static long readSpanId(CodedInputStream in, String name)
      throws IOException, RejectedItemException {
    int bytes = in.readRawVarint32();
    if (bytes == 0) {
      return 0;
    }
    if (bytes != Long.BYTES) {
      throw new RejectedItemException(
          Rejection.WRONG_VALUE, "a " + name + " must be 8 bytes, one is " + bytes);
    }
    return readHalf(in);
  }
}
