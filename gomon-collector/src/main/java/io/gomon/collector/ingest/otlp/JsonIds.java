/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Ids;
import io.gomon.collector.ingest.JsonInput;
import tools.jackson.core.JsonToken;

/** Ids and enums in OTLP's JSON: hexadecimal digits, and numbers. Any thread. */
final class JsonIds {
  private static final int TRACE_ID_DIGITS = 32;
  private static final int SPAN_ID_DIGITS = 16;

  private JsonIds() {}

  /** The digits; those of an empty one are zeros. */
  static String traceId(JsonInput in) throws BadBatchException {
    String digits = in.text("traceId");
    if (digits.isEmpty()) {
      return "0".repeat(TRACE_ID_DIGITS);
    }
    if (!Ids.isHex(digits, TRACE_ID_DIGITS)) {
      throw in.wrong("traceId", "32 hexadecimal digits", null);
    }
    return digits;
  }

  static long high(String traceId) {
    return Ids.hex(traceId, 0, SPAN_ID_DIGITS);
  }

  static long low(String traceId) {
    return Ids.hex(traceId, SPAN_ID_DIGITS, TRACE_ID_DIGITS);
  }

  /** 0 when it is empty. */
  static long spanId(JsonInput in, String key) throws BadBatchException {
    String digits = in.text(key);
    if (digits.isEmpty()) {
      return 0;
    }
    if (!Ids.isHex(digits, SPAN_ID_DIGITS)) {
      throw in.wrong(key, "16 hexadecimal digits", null);
    }
    return Ids.hex(digits, 0, SPAN_ID_DIGITS);
  }

  /** The number of an enum's value. */
  static int number(JsonInput in, String key) throws BadBatchException {
    if (in.token() == JsonToken.VALUE_STRING) {
      throw in.wrong(key, "the number of the enum value, as OTLP's JSON has it", null);
    }
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, in.integer(key)));
  }
}
