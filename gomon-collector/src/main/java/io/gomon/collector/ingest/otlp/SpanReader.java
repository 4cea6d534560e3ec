/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.EventBatch;
import java.io.IOException;

/** Reads the message {@code Span} in protobuf, up to the limit of the stream. One thread. */
final class SpanReader implements ItemReader {
  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int TRACE_ID = 1 << 3 | LENGTH_DELIMITED;
  private static final int SPAN_ID = 2 << 3 | LENGTH_DELIMITED;
  private static final int TRACE_STATE = 3 << 3 | LENGTH_DELIMITED;
  private static final int PARENT_SPAN_ID = 4 << 3 | LENGTH_DELIMITED;
  private static final int NAME = 5 << 3 | LENGTH_DELIMITED;
  private static final int KIND = 6 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int START = 7 << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int END = 8 << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int ATTRIBUTE = 9 << 3 | LENGTH_DELIMITED;
  private static final int DROPPED_ATTRIBUTES = 10 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int EVENT = 11 << 3 | LENGTH_DELIMITED;
  private static final int DROPPED_EVENTS = 12 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int LINK = 13 << 3 | LENGTH_DELIMITED;
  private static final int DROPPED_LINKS = 14 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int STATUS = 15 << 3 | LENGTH_DELIMITED;
  private static final int FLAGS = 16 << 3 | WireFormat.WIRETYPE_FIXED32;

  private static final int EVENT_TIME = 1 << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int EVENT_NAME = 2 << 3 | LENGTH_DELIMITED;
  private static final int EVENT_ATTRIBUTE = 3 << 3 | LENGTH_DELIMITED;
  private static final int EVENT_DROPPED = 4 << 3 | WireFormat.WIRETYPE_VARINT;

  private static final int LINK_TRACE_ID = 1 << 3 | LENGTH_DELIMITED;
  private static final int LINK_SPAN_ID = 2 << 3 | LENGTH_DELIMITED;
  private static final int LINK_TRACE_STATE = 3 << 3 | LENGTH_DELIMITED;
  private static final int LINK_ATTRIBUTE = 4 << 3 | LENGTH_DELIMITED;
  private static final int LINK_DROPPED = 5 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int LINK_FLAGS = 6 << 3 | WireFormat.WIRETYPE_FIXED32;

  private static final int STATUS_MESSAGE = 2 << 3 | LENGTH_DELIMITED;
  private static final int STATUS_CODE = 3 << 3 | WireFormat.WIRETYPE_VARINT;

  private final SpanDraft span = new SpanDraft();

  @Override
  public void read(CodedInputStream in, ResourceDraft resource, EventBatch into)
      throws IOException, BadBatchException {
    span.begin(resource);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      readField(in, tag);
    }
    into.add(span.toEvent(resource));
  }

  private void readField(CodedInputStream in, int tag) throws IOException, BadBatchException {
    switch (tag) {
      case TRACE_ID -> {
        if (WireIds.hasTraceId(in)) {
          span.traceHigh = WireIds.readHalf(in);
          span.traceLow = WireIds.readHalf(in);
        }
      }
      case SPAN_ID -> span.spanId = WireIds.readSpanId(in, "span_id");
      case PARENT_SPAN_ID -> span.parentSpanId = WireIds.readSpanId(in, "parent_span_id");
      case TRACE_STATE -> span.traceState = span.limits().name(in.readString());
      case NAME -> span.name = span.limits().name(in.readString());
      case KIND -> span.kind = in.readEnum();
      case START -> span.startNanos = in.readFixed64();
      case END -> span.endNanos = in.readFixed64();
      case ATTRIBUTE -> ValueReader.readAttribute(in, span.attributes);
      case EVENT -> readEvent(in);
      case LINK -> readLink(in);
      case STATUS -> readStatus(in);
      default -> readNumber(in, tag);
    }
  }

  private void readNumber(CodedInputStream in, int tag) throws IOException {
    switch (tag) {
      case FLAGS -> span.flags = unsigned(in.readFixed32());
      case DROPPED_ATTRIBUTES -> span.droppedAttributes = unsigned(in.readUInt32());
      case DROPPED_EVENTS -> span.droppedEvents = unsigned(in.readUInt32());
      case DROPPED_LINKS -> span.droppedLinks = unsigned(in.readUInt32());
      default -> in.skipField(tag);
    }
  }

  private static long unsigned(int number) {
    return Integer.toUnsignedLong(number);
  }

  private void readEvent(CodedInputStream in) throws IOException {
    if (!span.mayAddEvent()) {
      in.skipRawBytes(in.readRawVarint32());
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    EventDraft event = span.event;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case EVENT_TIME -> event.timeNanos = in.readFixed64();
        case EVENT_NAME -> event.name = span.limits().name(in.readString());
        case EVENT_ATTRIBUTE -> ValueReader.readAttribute(in, event.attributes);
        case EVENT_DROPPED -> event.droppedAttributes = unsigned(in.readUInt32());
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    span.addEvent();
  }

  private void readLink(CodedInputStream in) throws IOException, BadBatchException {
    if (!span.mayAddLink()) {
      in.skipRawBytes(in.readRawVarint32());
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    LinkDraft link = span.link;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case LINK_TRACE_ID -> {
          if (WireIds.hasTraceId(in)) {
            link.traceHigh = WireIds.readHalf(in);
            link.traceLow = WireIds.readHalf(in);
          }
        }
        case LINK_SPAN_ID -> link.spanId = WireIds.readSpanId(in, "span_id");
        case LINK_TRACE_STATE -> link.traceState = span.limits().name(in.readString());
        case LINK_ATTRIBUTE -> ValueReader.readAttribute(in, link.attributes);
        case LINK_DROPPED -> link.droppedAttributes = unsigned(in.readUInt32());
        case LINK_FLAGS -> link.flags = unsigned(in.readFixed32());
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    span.addLink();
  }

  private void readStatus(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case STATUS_MESSAGE -> span.statusMessage = span.limits().text(in.readString());
        case STATUS_CODE -> span.statusCode = in.readEnum();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
  }
}
