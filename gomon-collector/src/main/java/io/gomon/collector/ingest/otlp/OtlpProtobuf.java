/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.EventBatch;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * OTLP over HTTP in protobuf. Straight from the bytes into events: no generated classes, no objects
 * in between. Field numbers are those of opentelemetry-proto 1.x, and the same for all signals down
 * to the item; other fields are passed over. Any thread.
 */
final class OtlpProtobuf implements IngestAdapter {
  private static final int RESOURCES = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPES = 2;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int RESOURCE_DROPPED = 2;
  private static final int ITEMS = 2;
  private static final int SCHEMA_URL = 3;

  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED = 1;
  private static final int ERROR_MESSAGE = 2;
  private static final byte[] NO_BYTES = {};

  private final byte code;
  private final Signal signal;

  OtlpProtobuf(int code, Signal signal) {
    this.code = (byte) code;
    this.signal = signal;
  }

  @Override
  public byte code() {
    return code;
  }

  @Override
  public String path() {
    return signal.path;
  }

  @Override
  public String contentType() {
    return "application/x-protobuf";
  }

  @Override
  public Decoded decode(byte[] plain, Origin origin, Room room) throws BadBatchException {
    EventBatch into = new EventBatch(room);
    try {
      new Reading(plain, signal.reader(new ItemIds(plain, origin)), into).readAll();
    } catch (InvalidProtocolBufferException e) {
      String name = signal.requestName;
      throw new BadBatchException(
          "not an OTLP " + name + " in protobuf, or cut short: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadBatchException("the protobuf cannot be read: " + e.getMessage(), e);
    }
    return into.decoded();
  }

  /** A first pass over the same bytes, for a resource may stand behind its items. */
  private static void readResource(CodedInputStream in, ResourceDraft resource) throws IOException {
    resource.reset();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, SCHEMA_URL)) {
        resource.schemaUrl = resource.attributes.limits().name(in.readString());
      } else if (isMessage(tag, RESOURCE)) {
        int limit = in.pushLimit(in.readRawVarint32());
        readResourceFields(in, resource);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
    resource.complete();
  }

  private static void readResourceFields(CodedInputStream in, ResourceDraft resource)
      throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, RESOURCE_ATTRIBUTES)) {
        ValueReader.readAttribute(in, resource.attributes);
      } else if (tag == (RESOURCE_DROPPED << 3 | WireFormat.WIRETYPE_VARINT)) {
        resource.droppedAttributes = Integer.toUnsignedLong(in.readUInt32());
      } else {
        in.skipField(tag);
      }
    }
  }

  /**
   * One body, through which three streams go: the last reads the items; two before it read what may
   * stand behind them. (A stream for each part would weigh more than many a part.)
   */
  private final class Reading {
    private final CodedInputStream in;
    private final CodedInputStream aheadForResource;
    private final CodedInputStream aheadForScope;
    private final ItemReader items;
    private final EventBatch into;
    private final ResourceDraft resource = new ResourceDraft();
    private final Scope.Draft scope = new Scope.Draft();

    Reading(byte[] plain, ItemReader items, EventBatch into) {
      this.in = CodedInputStream.newInstance(plain);
      this.aheadForResource = CodedInputStream.newInstance(plain);
      this.aheadForScope = CodedInputStream.newInstance(plain);
      this.items = items;
      this.into = into;
    }

    void readAll() throws IOException, BadBatchException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (isMessage(tag, RESOURCES)) {
          int length = in.readRawVarint32();
          int limit = in.pushLimit(length);
          int end = advance(aheadForResource, length);
          readResource(aheadForResource, resource);
          aheadForResource.popLimit(end);
          readScopes();
          in.popLimit(limit);
          resource.addEvents(into);
        } else {
          in.skipField(tag);
        }
      }
    }

    /** Brings a stream to where the items' stream is, and limits it. */
    private int advance(CodedInputStream ahead, int length) throws IOException {
      ahead.skipRawBytes(in.getTotalBytesRead() - ahead.getTotalBytesRead());
      return ahead.pushLimit(length);
    }

    private void readScopes() throws IOException, BadBatchException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (isMessage(tag, SCOPES)) {
          int length = in.readRawVarint32();
          int limit = in.pushLimit(length);
          int end = advance(aheadForScope, length);
          ScopeReader.read(aheadForScope, scope);
          aheadForScope.popLimit(end);
          resource.scope = scope.finished();
          readItems();
          in.popLimit(limit);
        } else {
          in.skipField(tag);
        }
      }
    }

    private void readItems() throws IOException, BadBatchException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (isMessage(tag, ITEMS)) {
          readItem();
        } else {
          in.skipField(tag);
        }
      }
    }

    /** Whatever becomes of the item, the next one begins behind it. */
    private void readItem() throws IOException, BadBatchException {
      int length = in.readRawVarint32();
      int limit = in.pushLimit(length);
      int end = in.getTotalBytesRead() + length;
      try {
        items.read(in, resource, into);
      } catch (RejectedItemException e) {
        into.reject(signal.noun, e);
      }
      in.popLimit(limit);
      in.skipRawBytes(end - in.getTotalBytesRead());
    }
  }

  /** The response of the signal; empty unless something was rejected. */
  @Override
  public byte[] answer(Verdict verdict) {
    if (verdict.rejected() == 0) {
      return NO_BYTES;
    }
    try {
      ByteArrayOutputStream partial = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(partial);
      out.writeInt64(REJECTED, verdict.rejected());
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

  private static boolean isMessage(int tag, int field) {
    return tag == (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }
}
