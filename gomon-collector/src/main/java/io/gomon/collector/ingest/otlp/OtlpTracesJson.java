/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.JsonText;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Verdict;
import java.nio.charset.StandardCharsets;

/** OTLP traces over HTTP, in JSON. Any thread. */
public final class OtlpTracesJson implements IngestAdapter {
  private final OtlpJsonDecoder decoder = new OtlpJsonDecoder();

  @Override
  public byte code() {
    return 2;
  }

  @Override
  public String path() {
    return "/v1/traces";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public Decoded decode(byte[] plain, Origin origin) throws BadBatchException {
    return Decoded.all(decoder.decode(plain, origin.service()));
  }

  /** An {@code ExportTraceServiceResponse}; empty unless something was rejected. */
  @Override
  public byte[] answer(Verdict verdict) {
    JsonText json = new JsonText().beginObject();
    if (verdict.rejected() > 0) {
      json.key("partialSuccess").beginObject();
      json.key("rejectedSpans").text(Integer.toString(verdict.rejected())); // int64 is a text there
      json.key("errorMessage").text(verdict.firstReason()).endObject();
    }
    return json.endObject().toString().getBytes(StandardCharsets.UTF_8);
  }
}
