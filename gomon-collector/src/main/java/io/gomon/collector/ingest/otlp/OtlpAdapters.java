/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.IngestAdapter;
import java.util.List;

/** OTLP over HTTP, as the registry of adapters wants it. */
public final class OtlpAdapters {

  private OtlpAdapters() {}

  /** Each signal in protobuf and in JSON. */
  public static List<IngestAdapter> all() {
    return List.of(new OtlpProtobuf(1, Signal.TRACES), new OtlpJson(2, Signal.TRACES));
  }
}
