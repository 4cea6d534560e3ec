/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

/** How events are written for the way. */
public enum ExportFormat {
  /** OTLP/HTTP with protobuf, to {@code /v1/traces}: any OpenTelemetry backend takes it. */
  OTLP_PROTOBUF("/v1/traces", "application/x-protobuf"),

  /** One line of GoMon JSON for each event, to {@code /api/v1/events}: for people and scripts. */
  GOMON_JSON("/api/v1/events", "application/x-ndjson");

  final String path;
  final String contentType;

  ExportFormat(String path, String contentType) {
    this.path = path;
    this.contentType = contentType;
  }
}
