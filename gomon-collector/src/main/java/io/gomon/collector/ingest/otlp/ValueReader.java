/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the messages {@code KeyValue} and {@code AnyValue} in protobuf. Any thread. */
final class ValueReader {
  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int KEY = 1 << 3 | LENGTH_DELIMITED;
  private static final int VALUE = 2 << 3 | LENGTH_DELIMITED;
  private static final int STRING = 1 << 3 | LENGTH_DELIMITED;
  private static final int BOOL = 2 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int INT = 3 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int DOUBLE = 4 << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int ARRAY = 5 << 3 | LENGTH_DELIMITED;
  private static final int KVLIST = 6 << 3 | LENGTH_DELIMITED;
  private static final int BYTES = 7 << 3 | LENGTH_DELIMITED;
  private static final int ELEMENT = 1 << 3 | LENGTH_DELIMITED;

  private ValueReader() {}

  /** The stream stands before the length of a {@code KeyValue}. */
  static void readAttribute(CodedInputStream in, Attributes into) throws IOException {
    readAttribute(in, into, 0);
  }

  private static void readAttribute(CodedInputStream in, Attributes into, int depth)
      throws IOException {
    if (!into.mayAdd()) {
      in.skipRawBytes(in.readRawVarint32());
      return;
    }
    ItemLimits limits = into.limits();
    int limit = in.pushLimit(in.readRawVarint32());
    String key = "";
    Object value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case KEY -> key = limits.name(in.readString());
        case VALUE -> value = readAny(in, limits, depth + 1);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    into.add(key, value);
  }

  /** The stream stands before the length of an {@code AnyValue}. */
  static @Nullable Object readAny(CodedInputStream in, ItemLimits limits) throws IOException {
    return readAny(in, limits, 1);
  }

  private static @Nullable Object readAny(CodedInputStream in, ItemLimits limits, int depth)
      throws IOException {
    if (depth > ItemLimits.MAX_DEPTH) {
      limits.leaveOut();
      in.skipRawBytes(in.readRawVarint32());
      return null;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    Object value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case STRING -> value = limits.text(in.readString());
        case BOOL -> value = in.readBool();
        case INT -> value = in.readInt64();
        case DOUBLE -> value = in.readDouble();
        case ARRAY -> value = readArray(in, limits, depth);
        case KVLIST -> value = readMap(in, limits, depth);
        case BYTES -> value = readBytes(in, limits);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    return value;
  }

  private static @Nullable Object readBytes(CodedInputStream in, ItemLimits limits)
      throws IOException {
    int length = in.readRawVarint32();
    if (length >= 0 && !limits.bytes(length)) {
      in.skipRawBytes(length);
      return null;
    }
    return new Attributes.Raw(new JsonText().bytes(in.readRawBytes(length)).toString());
  }

  private static Attributes.Raw readArray(CodedInputStream in, ItemLimits limits, int depth)
      throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    JsonText json = new JsonText().beginList();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag != ELEMENT || !limits.entry()) {
        in.skipField(tag);
        continue;
      }
      Object element = readAny(in, limits, depth + 1);
      if (element == null) {
        json.raw("null"); // an empty value keeps its place in the list
      } else {
        Attributes.write(json, element);
      }
    }
    in.popLimit(limit);
    return new Attributes.Raw(json.endList().toString());
  }

  private static Attributes.Raw readMap(CodedInputStream in, ItemLimits limits, int depth)
      throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    Attributes entries = Attributes.ofMap(limits);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == ELEMENT) {
        readAttribute(in, entries, depth);
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
    entries.dropRepeated();
    JsonText json = new JsonText().beginObject();
    entries.writeTo(json);
    return new Attributes.Raw(json.endObject().toString());
  }
}
