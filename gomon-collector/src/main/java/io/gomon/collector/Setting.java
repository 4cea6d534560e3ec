/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import java.util.Locale;

/**
 * Everything that can be set: the one table that the flags, the environment variables, the keys of
 * the file, --help and docs/COLLECTOR.md come from.
 */
enum Setting {
  PORT("port", "PORT", "4318", "Port for everything; 0: any free one."),
  BIND("bind", "ADDRESS", "127.0.0.1", "Address to listen on; loopback only in this version."),
  DATA("data", "DIR", "gomon-data", "Folder where everything is kept; made when it is missing."),
  RETENTION(
      "retention",
      "DURATION",
      "7d",
      "How long events are kept, such as 7d or 36h, 1h to 400d; rounded up to whole days."),
  MAX_WAL_SIZE(
      "max-wal-size",
      "SIZE",
      "1g",
      "How large the write-ahead log may become, at least 1m; above it, requests are answered 503"
          + " until the store has caught up."),
  MAX_DATA_SIZE(
      "max-data-size",
      "SIZE",
      "0",
      "How large all that is kept may become, the log included: the oldest days are deleted first,"
          + " today never; asked each minute. 0: as large as the disk."),
  MIN_FREE_DISK(
      "min-free-disk",
      "SIZE",
      "256m",
      "With less free on the disk of the data folder, requests are answered 503; 0: never asked."),
  MAX_BODY_SIZE(
      "max-body-size",
      "SIZE",
      "16m",
      "Larger request bodies are answered 413. Less on a small heap."),
  MAX_INFLATED_SIZE(
      "max-inflated-size", "SIZE", "64m", "The same after inflating. Less on a small heap."),
  MAX_REQUESTS(
      "max-requests", "N", "64", "Ingest requests that are worked on at once; above it, 429."),
  MAX_RATE(
      "max-rate",
      "N",
      "0",
      "Ingest requests a second of one client address, and as many at once; above it, 429. 0: any"
          + " number."),
  SELF_MONITORING(
      "self-monitoring",
      "on|off",
      "on",
      "Whether the collector is one of the services it shows, gomon-collector.");

  /** As in the file. */
  final String key;

  final String parameter;
  final String defaultValue;
  final String description;

  Setting(String key, String parameter, String defaultValue, String description) {
    this.key = key;
    this.parameter = parameter;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  String flag() {
    return "--" + key;
  }

  String variable() {
    return "GOMON_COLLECTOR_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
