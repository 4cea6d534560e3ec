/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import java.io.IOException;

/** Reads the message {@code LogRecord} in protobuf. One thread. */
final class LogReader implements ItemReader {
  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int TIME = 1 << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int SEVERITY = 2 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int SEVERITY_TEXT = 3 << 3 | LENGTH_DELIMITED;
  private static final int BODY = 5 << 3 | LENGTH_DELIMITED;
  private static final int ATTRIBUTE = 6 << 3 | LENGTH_DELIMITED;
  private static final int DROPPED_ATTRIBUTES = 7 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int FLAGS = 8 << 3 | WireFormat.WIRETYPE_FIXED32;
  private static final int TRACE_ID = 9 << 3 | LENGTH_DELIMITED;
  private static final int SPAN_ID = 10 << 3 | LENGTH_DELIMITED;
  private static final int OBSERVED_TIME = 11 << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int EVENT_NAME = 12 << 3 | LENGTH_DELIMITED;

  private final LogDraft log;

  LogReader(ItemIds ids) {
    log = new LogDraft(ids);
  }

  @Override
  public void read(CodedInputStream in, ResourceDraft resource, EventBatch into)
      throws IOException, BadBatchException {
    log.reset();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      readField(in, tag);
    }
    into.add(log.toEvent(resource, into));
  }

  private void readField(CodedInputStream in, int tag) throws IOException, BadBatchException {
    switch (tag) {
      case TIME -> log.timeNanos = in.readFixed64();
      case OBSERVED_TIME -> log.observedNanos = in.readFixed64();
      case SEVERITY -> log.severity = in.readEnum();
      case SEVERITY_TEXT -> log.level = log.limits.name(in.readString());
      case BODY -> log.body = ValueReader.readAny(in, log.limits);
      case ATTRIBUTE -> ValueReader.readAttribute(in, log.attributes);
      case DROPPED_ATTRIBUTES -> log.droppedAttributes = Integer.toUnsignedLong(in.readUInt32());
      case FLAGS -> log.flags = Integer.toUnsignedLong(in.readFixed32());
      case SPAN_ID -> log.spanId = WireIds.readSpanId(in, "span_id");
      case EVENT_NAME -> log.eventName = log.limits.name(in.readString());
      case TRACE_ID -> {
        if (WireIds.hasTraceId(in)) {
          log.traceHigh = WireIds.readHalf(in);
          log.traceLow = WireIds.readHalf(in);
        }
      }
      default -> in.skipField(tag);
    }
  }
}
