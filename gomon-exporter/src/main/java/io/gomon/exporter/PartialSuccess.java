/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads the one number of an OTLP {@code ExportTraceServiceResponse} that matters. */
final class PartialSuccess {
  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED_SPANS = 1;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private PartialSuccess() {}

  /**
   * {@code partial_success.rejected_spans}; 0 when absent, or when the answer is no such message.
   */
  static long rejectedSpans(byte[] answer) {
    try {
      long rejected = 0;
      ByteBuffer in = ByteBuffer.wrap(answer);
      while (in.hasRemaining()) {
        long tag = varint(in);
        if (tag == (PARTIAL_SUCCESS << 3 | LENGTH_DELIMITED)) {
          rejected = rejectedIn(message(in), rejected);
        } else {
          skip(in, tag);
        }
      }
      return Math.max(0, rejected);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // Whatever this is, the status has said that the batch was taken.
      return 0;
    }
  }

  private static long rejectedIn(ByteBuffer in, long before) {
    long rejected = before;
    while (in.hasRemaining()) {
      long tag = varint(in);
      if (tag == (REJECTED_SPANS << 3 | VARINT)) {
        rejected = varint(in);
      } else {
        skip(in, tag);
      }
    }
    return rejected;
  }

  private static void skip(ByteBuffer in, long tag) {
    switch ((int) (tag & 7)) {
      case VARINT -> varint(in);
      case FIXED64 -> in.getLong();
      case LENGTH_DELIMITED -> message(in);
      case FIXED32 -> in.getInt();
      default -> throw new IllegalArgumentException("wire type of tag " + tag);
    }
  }

  /** The content of a length-delimited field, which is behind us then. */
  private static ByteBuffer message(ByteBuffer in) {
    long length = varint(in);
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("length " + length);
    }
    ByteBuffer content = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return content;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a varint of more than 10 bytes");
  }
}
