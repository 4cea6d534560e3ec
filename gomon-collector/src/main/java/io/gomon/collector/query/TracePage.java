/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the traces that a filter matches.
 *
 * @param next where the next page begins; null when there is none
 */
public record TracePage(List<TraceSummary> traces, @Nullable TraceCursor next) {
  public TracePage {
    traces = List.copyOf(traces);
  }
}
