/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Ids;
import io.gomon.collector.ingest.JsonInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** Ids and enums in OTLP's JSON: hexadecimal digits, and numbers or names. Any thread. */
final class JsonIds {
  private static final int TRACE_ID_DIGITS = 32;
  private static final int SPAN_ID_DIGITS = 16;
  private static final long MAX_UNSIGNED_32 = 0xFFFF_FFFFL;

  /** Of all enums of OTLP: their names differ. */
  private static final Map<String, Integer> NUMBERS = numbers();

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

  /** An integer of 32 bits without a sign, as a number or a text. */
  static long unsigned32(JsonInput in, String key) throws BadBatchException {
    long number = ValueJsonReader.integer64(in, key);
    if (number < 0 || number > MAX_UNSIGNED_32) {
      throw in.wrong(key, "an integer from 0 to " + MAX_UNSIGNED_32, null);
    }
    return number;
  }

  /**
   * The number of an enum's value, or its name. OTLP wants numbers; protobuf's JSON writes names,
   * and so do some senders.
   */
  static int number(JsonInput in, String key) throws BadBatchException {
    if (in.token() != JsonToken.VALUE_STRING) {
      return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, in.integer(key)));
    }
    Integer number = NUMBERS.get(in.text(key));
    if (number == null) {
      throw in.wrong(key, "the number of the enum value, as OTLP's JSON has it", null);
    }
    return number;
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    put(
        numbers,
        0,
        "SPAN_KIND_",
        "UNSPECIFIED",
        "INTERNAL",
        "SERVER",
        "CLIENT",
        "PRODUCER",
        "CONSUMER");
    put(numbers, 0, "STATUS_CODE_", "UNSET", "OK", "ERROR");
    put(numbers, 0, "AGGREGATION_TEMPORALITY_", "UNSPECIFIED", "DELTA", "CUMULATIVE");
    put(numbers, 0, "SEVERITY_NUMBER_", "UNSPECIFIED");
    int severity = 1;
    for (String level : List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")) {
      put(numbers, severity, "SEVERITY_NUMBER_" + level, "", "2", "3", "4");
      severity += 4;
    }
    return Map.copyOf(numbers);
  }

  private static void put(Map<String, Integer> into, int first, String prefix, String... names) {
    for (int i = 0; i < names.length; i++) {
      into.put(prefix + names[i], first + i);
    }
  }
}
