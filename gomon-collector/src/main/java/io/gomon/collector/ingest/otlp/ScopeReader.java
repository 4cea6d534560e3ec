/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Reads what stands beside the items of one scope, in protobuf, and passes over these. */
final class ScopeReader {
  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int SCOPE = 1 << 3 | LENGTH_DELIMITED;
  private static final int SCHEMA_URL = 3 << 3 | LENGTH_DELIMITED;

  private static final int NAME = 1 << 3 | LENGTH_DELIMITED;
  private static final int VERSION = 2 << 3 | LENGTH_DELIMITED;
  private static final int ATTRIBUTE = 3 << 3 | LENGTH_DELIMITED;
  private static final int DROPPED = 4 << 3 | WireFormat.WIRETYPE_VARINT;

  private ScopeReader() {}

  /**
   * Up to the limit of the stream: a first pass, since the schema's URL stands behind the items.
   */
  static void read(CodedInputStream in, Scope.Draft scope) throws IOException {
    scope.reset();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case SCHEMA_URL -> scope.schemaUrl = scope.limits.name(in.readString());
        case SCOPE -> {
          int limit = in.pushLimit(in.readRawVarint32());
          readFields(in, scope);
          in.popLimit(limit);
        }
        default -> in.skipField(tag);
      }
    }
  }

  private static void readFields(CodedInputStream in, Scope.Draft scope) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case NAME -> scope.name = scope.limits.name(in.readString());
        case VERSION -> scope.version = scope.limits.name(in.readString());
        case ATTRIBUTE -> ValueReader.readAttribute(in, scope.attributes);
        case DROPPED -> scope.droppedAttributes = Integer.toUnsignedLong(in.readUInt32());
        default -> in.skipField(tag);
      }
    }
  }
}
