/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.List;

/**
 * Failures that are one: of one service, by one type of exception, out of the same places.
 *
 * @param group the name of the group, equal wherever it is met; empty for those that had no room
 * @param frames the innermost frames of the application's own code, without line numbers
 * @param message of the one that was met last
 * @param traceHigh the trace of that one, with {@code traceLow}
 */
public record ErrorGroup(
    String group,
    String service,
    String type,
    List<String> frames,
    String message,
    long count,
    long firstMillis,
    long lastMillis,
    long traceHigh,
    long traceLow) {
  public ErrorGroup {
    frames = List.copyOf(frames);
  }
}
