/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ops;

import java.util.Locale;

/**
 * Writes numbers in Prometheus' text format 0.0.4, with names and units as OpenMetrics wants them:
 * base units, and counters that end in _total. One thread.
 */
final class PrometheusText {
  private static final String PREFIX = "gomon_collector_";

  private final StringBuilder text = new StringBuilder(4096);

  /** Begins a family: everything up to the next one belongs to it. */
  PrometheusText family(String name, String type, String help) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
    return this;
  }

  PrometheusText sample(String name, long value) {
    text.append(PREFIX).append(name).append(' ').append(value).append('\n');
    return this;
  }

  PrometheusText sample(String name, double value) {
    text.append(PREFIX).append(name).append(' ').append(number(value)).append('\n');
    return this;
  }

  /** The value of the label is escaped. */
  PrometheusText sample(String name, String label, String labelValue, long value) {
    text.append(PREFIX).append(name).append('{').append(label).append("=\"");
    text.append(labelValue.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    text.append("\"} ").append(value).append('\n');
    return this;
  }

  PrometheusText gauge(String name, String help, long value) {
    return family(name, "gauge", help).sample(name, value);
  }

  PrometheusText counter(String name, String help, long value) {
    return family(name, "counter", help).sample(name, value);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.9f", value).replaceAll("0+$", "").replaceAll("[.]$", "");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
