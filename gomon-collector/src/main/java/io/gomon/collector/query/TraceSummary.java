/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trace in a list.
 *
 * @param traceHigh first 16 hex digits of the trace id, {@code traceLow} the last
 * @param service of the root: the earliest event whose parent is not in the trace
 * @param operation of the root
 * @param startMillis when the root started
 * @param elapsedNanos of the root; null while it is open
 * @param events how many events the trace has
 * @param errors how many of them failed
 * @param services all that took part, by name
 */
public record TraceSummary(
    long traceHigh,
    long traceLow,
    String service,
    String operation,
    long startMillis,
    @Nullable Long elapsedNanos,
    long events,
    long errors,
    List<String> services) {
  public TraceSummary {
    services = List.copyOf(services);
  }
}
