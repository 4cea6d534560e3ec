/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.IngestAdapter;
import java.util.List;

/** OTLP over HTTP, as the registry of adapters wants it. */
public final class OtlpAdapters {

  private OtlpAdapters() {}

  /** Each signal in protobuf and in JSON. */
  public static List<IngestAdapter> all() {
    return List.of(
        new OtlpProtobuf(1, Signal.TRACES),
        new OtlpJson(2, Signal.TRACES),
        new OtlpProtobuf(5, Signal.LOGS),
        new OtlpJson(6, Signal.LOGS),
        new OtlpProtobuf(7, Signal.METRICS),
        new OtlpJson(8, Signal.METRICS));
  }
}
