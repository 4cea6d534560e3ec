/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.JsonInput;

/** What OTLP carries: each has a path, and requests of one structure with names of its own. */
enum Signal {
  TRACES("/v1/traces", "Trace", "span", "resourceSpans", "scopeSpans", "spans", "rejectedSpans"),
  LOGS(
      "/v1/logs",
      "Logs",
      "log record",
      "resourceLogs",
      "scopeLogs",
      "logRecords",
      "rejectedLogRecords"),
  METRICS(
      "/v1/metrics",
      "Metrics",
      "metric",
      "resourceMetrics",
      "scopeMetrics",
      "metrics",
      "rejectedDataPoints");

  final String path;

  /** Of the request: {@code ExportTraceServiceRequest}. */
  final String requestName;

  /** One item, as it is called before the sender. */
  final String noun;

  final String resourceKey;
  final String scopeKey;
  final String itemsKey;
  final String rejectedKey;

  Signal(String path, String request, String noun, String... keys) {
    this.path = path;
    this.requestName = "Export" + request + "ServiceRequest";
    this.noun = noun;
    this.resourceKey = keys[0];
    this.scopeKey = keys[1];
    this.itemsKey = keys[2];
    this.rejectedKey = keys[3];
  }

  ItemReader reader(ItemIds ids) {
    return switch (this) {
      case TRACES -> new SpanReader();
      case LOGS -> new LogReader(ids);
      case METRICS -> new MetricReader(ids);
    };
  }

  JsonItemReader reader(JsonInput in, ItemIds ids) {
    return switch (this) {
      case TRACES -> new SpanJsonReader(in);
      case LOGS -> new LogJsonReader(in, ids);
      case METRICS -> new MetricJsonReader(in, ids);
    };
  }
}
