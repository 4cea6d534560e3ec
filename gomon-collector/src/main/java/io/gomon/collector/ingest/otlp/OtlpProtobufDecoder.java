/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.BatchDecoder;
import io.gomon.collector.store.CollectedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an {@code ExportTraceServiceRequest} in protobuf. Straight from the bytes into events: no
 * generated classes, no objects in between. Field numbers are those of opentelemetry-proto 1.x;
 * other fields are passed over. Any thread.
 */
public final class OtlpProtobufDecoder implements BatchDecoder {
  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int SPANS = 2;

  @Override
  public List<CollectedEvent> decode(byte[] body, String service) throws BadBatchException {
    List<CollectedEvent> events = new ArrayList<>();
    try {
      CodedInputStream in = CodedInputStream.newInstance(body);
      SpanReader spans = new SpanReader();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (isMessage(tag, RESOURCE_SPANS)) {
          int length = in.readRawVarint32();
          int from = in.getTotalBytesRead();
          in.skipRawBytes(length);
          readResourceSpans(body, from, length, spans, events);
        } else {
          in.skipField(tag);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new BadBatchException(
          "not an OTLP ExportTraceServiceRequest in protobuf, or cut short: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadBatchException("the protobuf cannot be read: " + e.getMessage(), e);
    }
    return events;
  }

  /** Twice over the same bytes: the resource first, for it may stand behind the spans. */
  private static void readResourceSpans(
      byte[] body, int from, int length, SpanReader spans, List<CollectedEvent> events)
      throws IOException, BadBatchException {
    ResourceDraft resource = readResource(CodedInputStream.newInstance(body, from, length));
    CodedInputStream in = CodedInputStream.newInstance(body, from, length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, SCOPE_SPANS)) {
        int limit = in.pushLimit(in.readRawVarint32());
        readScopeSpans(in, resource, spans, events);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
  }

  private static ResourceDraft readResource(CodedInputStream in) throws IOException {
    ResourceDraft resource = new ResourceDraft();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!isMessage(tag, RESOURCE)) {
        in.skipField(tag);
        continue;
      }
      int limit = in.pushLimit(in.readRawVarint32());
      for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
        if (isMessage(inner, RESOURCE_ATTRIBUTES)) {
          ValueReader.readAttribute(in, resource.attributes);
        } else {
          in.skipField(inner);
        }
      }
      in.popLimit(limit);
    }
    resource.complete();
    return resource;
  }

  private static void readScopeSpans(
      CodedInputStream in, ResourceDraft resource, SpanReader spans, List<CollectedEvent> events)
      throws IOException, BadBatchException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!isMessage(tag, SPANS)) {
        in.skipField(tag);
        continue;
      }
      BatchDecoder.checkCount(events.size());
      int limit = in.pushLimit(in.readRawVarint32());
      SpanDraft span = spans.read(in);
      in.popLimit(limit);
      events.add(toEvent(span, resource, events.size()));
    }
  }

  private static CollectedEvent toEvent(SpanDraft span, ResourceDraft resource, int index)
      throws BadBatchException {
    try {
      return span.toEvent(resource);
    } catch (BadBatchException e) {
      throw new BadBatchException("span " + (index + 1) + " of the request: " + e.getMessage(), e);
    }
  }

  static boolean isMessage(int tag, int field) {
    return tag == (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }
}
