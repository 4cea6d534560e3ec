/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a trace in a list: newest first, by the start of its newest event that was found; of
 * equal ones the greater id first.
 *
 * @param startNanos of the newest event that met the conditions
 */
public record TraceCursor(long startNanos, long traceHigh, long traceLow) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,19})-([0-9a-f]{16})([0-9a-f]{16})");

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static TraceCursor parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a cursor: " + text);
    }
    return new TraceCursor(
        Long.parseLong(parts.group(1)), // NumberFormatException is an IllegalArgumentException
        Long.parseUnsignedLong(parts.group(2), 16),
        Long.parseUnsignedLong(parts.group(3), 16));
  }

  @Override
  public String toString() {
    return String.format("%d-%016x%016x", startNanos, traceHigh, traceLow);
  }
}
