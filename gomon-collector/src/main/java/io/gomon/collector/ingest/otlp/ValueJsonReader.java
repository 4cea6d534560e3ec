/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.JsonInput;
import io.gomon.collector.ingest.JsonText;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads attributes and their values in OTLP's JSON. Any thread. */
final class ValueJsonReader {

  private ValueJsonReader() {}

  /** The parser stands on the beginning of the list, and on its end afterwards. */
  static void readAttributes(JsonInput in, Attributes into) throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "attributes", "a list of {key, value}");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an attribute", "an object {key, value}");
      String name = "";
      Object value = null;
      for (String key = in.nextKey(); key != null; key = in.nextKey()) {
        switch (key) {
          case "key" -> name = in.text("key of an attribute");
          case "value" -> value = readAny(in, 1);
          default -> in.skip();
        }
      }
      into.add(name, value);
    }
  }

  /** 64-bit integers are text in protobuf's JSON; numbers are taken as well. */
  static long integer64(JsonInput in, String what) throws BadBatchException {
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.integer(what);
    }
    try {
      return Long.parseLong(in.text(what));
    } catch (NumberFormatException e) {
      throw in.wrong(what, "an integer below 2^63, as text or number", e);
    }
  }

  private static @Nullable Object readAny(JsonInput in, int depth) throws BadBatchException {
    if (in.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (depth > ValueReader.MAX_DEPTH) {
      throw new BadBatchException("attribute values nest deeper than " + ValueReader.MAX_DEPTH);
    }
    in.expect(JsonToken.START_OBJECT, "value", "an object such as {\"stringValue\": …}");
    Object value = null;
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "stringValue" -> value = in.text(key);
        case "boolValue" -> value = in.bool(key);
        case "intValue" -> value = integer64(in, key);
        case "doubleValue" -> value = readDouble(in);
        case "bytesValue" -> value = readBytes(in);
        case "arrayValue" -> value = readArray(in, depth);
        case "kvlistValue" -> value = readMap(in);
        default -> in.skip();
      }
    }
    return value;
  }

  private static double readDouble(JsonInput in) throws BadBatchException {
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.decimal("doubleValue");
    }
    try {
      return Double.parseDouble(in.text("doubleValue")); // "NaN", "Infinity", and plain numbers
    } catch (NumberFormatException e) {
      throw in.wrong("doubleValue", "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", e);
    }
  }

  private static Attributes.Raw readBytes(JsonInput in) throws BadBatchException {
    try {
      byte[] bytes = Base64.getDecoder().decode(in.text("bytesValue"));
      return new Attributes.Raw(new JsonText().bytes(bytes).toString());
    } catch (IllegalArgumentException e) {
      throw in.wrong("bytesValue", "base64", e);
    }
  }

  private static Attributes.Raw readArray(JsonInput in, int depth) throws BadBatchException {
    JsonText json = new JsonText().beginList();
    in.expect(JsonToken.START_OBJECT, "arrayValue", "an object {\"values\": […]}");
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (!key.equals("values")) {
        in.skip();
        continue;
      }
      in.expect(JsonToken.START_ARRAY, "values", "a list");
      while (in.nextElement()) {
        Object element = readAny(in, depth + 1);
        if (element == null) {
          json.raw("null"); // an empty value keeps its place in the list
        } else {
          Attributes.write(json, element);
        }
      }
    }
    return new Attributes.Raw(json.endList().toString());
  }

  private static Attributes.Raw readMap(JsonInput in) throws BadBatchException {
    Attributes entries = Attributes.ofMap();
    in.expect(JsonToken.START_OBJECT, "kvlistValue", "an object {\"values\": […]}");
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (key.equals("values")) {
        readAttributes(in, entries);
      } else {
        in.skip();
      }
    }
    entries.dropRepeated();
    JsonText json = new JsonText().beginObject();
    entries.writeTo(json);
    return new Attributes.Raw(json.endObject().toString());
  }
}
