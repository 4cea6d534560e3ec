/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What a benchmark found, as {@code name value unit} lines. */
final class Report {
  private final Collection<RunResult> results;
  private final List<String> lines = new ArrayList<>();

  Report(Collection<RunResult> results) {
    this.results = results;
  }

  /** Nanoseconds for one call of a benchmark method, as the median of all iterations. */
  double nanos(String method) {
    return result(method).getPrimaryResult().getStatistics().getPercentile(50);
  }

  /** Bytes allocated by all threads for one call. */
  double bytes(String method) {
    Result<?> bytes = result(method).getSecondaryResults().get("gc.alloc.rate.norm");
    return Objects.requireNonNull(bytes, "the GC profiler's result").getScore();
  }

  /** The same, as the median of the iterations: the last one has the tear-down in it. */
  double steadyBytes(String method) {
    Result<?> bytes = result(method).getSecondaryResults().get("gc.alloc.rate.norm");
    return Objects.requireNonNull(bytes, "the GC profiler's result")
        .getStatistics()
        .getPercentile(50);
  }

  private RunResult result(String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith('.' + method))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No result of " + method));
  }

  void add(String name, double value, String unit) {
    lines.add(String.format(Locale.ROOT, "%s %.3f %s", name, value, unit));
  }

  void add(String name, long count, String unit) {
    lines.add(name + ' ' + count + ' ' + unit);
  }

  void print() {
    lines.forEach(System.out::println);
  }
}
