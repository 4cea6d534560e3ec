/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.rollup.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Spans of numbers that a column may have, as a condition. Those that follow each other are one.
 */
final class Spans {
  private record Span(long from, long to) {}

  private final String column;
  private final List<Span> spans = new ArrayList<>();

  Spans(String column) {
    this.column = column;
  }

  /** Adds one that begins where those before it end, or behind; its end is exclusive. */
  void add(long from, long to) {
    int last = spans.size() - 1;
    if (last >= 0 && spans.get(last).to == from) {
      spans.set(last, new Span(spans.get(last).from, to));
    } else {
      spans.add(new Span(from, to));
    }
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  /** In brackets. */
  @Override
  public String toString() {
    return spans.stream()
        .map(span -> column + " >= " + span.from + " AND " + column + " < " + span.to)
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
