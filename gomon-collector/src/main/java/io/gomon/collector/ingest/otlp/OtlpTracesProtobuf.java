/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedOutputStream;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** OTLP traces over HTTP, in protobuf. Any thread. */
public final class OtlpTracesProtobuf implements IngestAdapter {
  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED_SPANS = 1;
  private static final int ERROR_MESSAGE = 2;
  private static final byte[] NO_BYTES = {};

  private final OtlpProtobufDecoder decoder = new OtlpProtobufDecoder();

  @Override
  public byte code() {
    return 1;
  }

  @Override
  public String path() {
    return "/v1/traces";
  }

  @Override
  public String contentType() {
    return "application/x-protobuf";
  }

  @Override
  public Decoded decode(byte[] plain, Origin origin) throws BadBatchException {
    return Decoded.all(decoder.decode(plain, origin.service()));
  }

  /** An {@code ExportTraceServiceResponse}; empty unless something was rejected. */
  @Override
  public byte[] answer(Verdict verdict) {
    if (verdict.rejected() == 0) {
      return NO_BYTES;
    }
    try {
      ByteArrayOutputStream partial = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(partial);
      out.writeInt64(REJECTED_SPANS, verdict.rejected());
      out.writeString(ERROR_MESSAGE, verdict.firstReason());
      out.flush();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      out = CodedOutputStream.newInstance(answer);
      out.writeByteArray(PARTIAL_SUCCESS, partial.toByteArray());
      out.flush();
      return answer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
  }
}
