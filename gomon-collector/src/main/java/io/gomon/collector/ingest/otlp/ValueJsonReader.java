/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.ItemLimits;
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
    readAttributes(in, into, 0);
  }

  private static void readAttributes(JsonInput in, Attributes into, int depth)
      throws BadBatchException {
    in.expect(JsonToken.START_ARRAY, "attributes", "a list of {key, value}");
    while (in.nextElement()) {
      in.expect(JsonToken.START_OBJECT, "an attribute", "an object {key, value}");
      if (!into.mayAdd()) {
        in.skip();
        continue;
      }
      String name = "";
      Object value = null;
      for (String key = in.nextField(); key != null; key = in.nextField()) {
        switch (key) {
          case "key" -> {
            String text = JsonText.wellFormed(in.text("key of an attribute"));
            name = into.limits().name(text);
          }
          case "value" -> value = readAny(in, into.limits(), depth + 1);
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

  /** The parser stands on an {@code AnyValue}. */
  static @Nullable Object readAny(JsonInput in, ItemLimits limits) throws BadBatchException {
    return readAny(in, limits, 1);
  }

  private static @Nullable Object readAny(JsonInput in, ItemLimits limits, int depth)
      throws BadBatchException {
    if (in.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (depth > ItemLimits.MAX_DEPTH) {
      limits.leaveOut();
      in.skip();
      return null;
    }
    in.expect(JsonToken.START_OBJECT, "value", "an object such as {\"stringValue\": …}");
    Object value = null;
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      switch (key) {
        case "stringValue" -> value = limits.text(in.text(key));
        case "boolValue" -> value = in.bool(key);
        case "intValue" -> value = integer64(in, key);
        case "doubleValue" -> value = decimal(in, key);
        case "bytesValue" -> value = readBytes(in, limits);
        case "arrayValue" -> value = readArray(in, limits, depth);
        case "kvlistValue" -> value = readMap(in, limits, depth);
        default -> in.skip();
      }
    }
    return value;
  }

  /** A number, or the text of one that JSON has no number for. */
  static double decimal(JsonInput in, String what) throws BadBatchException {
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.decimal(what);
    }
    try {
      return Double.parseDouble(in.text(what)); // "NaN", "Infinity", and plain numbers
    } catch (NumberFormatException e) {
      throw in.wrong(what, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", e);
    }
  }

  private static @Nullable Object readBytes(JsonInput in, ItemLimits limits)
      throws BadBatchException {
    try {
      String text = in.text("bytesValue");
      if (!limits.bytes(text.length() / 4 * 3)) {
        return null;
      }
      // Protobuf's JSON may come in either alphabet, with padding or without.
      byte[] bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      return new Attributes.Raw(new JsonText().bytes(bytes).toString());
    } catch (IllegalArgumentException e) {
      throw in.wrong("bytesValue", "base64", e);
    }
  }

  private static Attributes.Raw readArray(JsonInput in, ItemLimits limits, int depth)
      throws BadBatchException {
    JsonText json = new JsonText().beginList();
    in.expect(JsonToken.START_OBJECT, "arrayValue", "an object {\"values\": […]}");
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      if (!key.equals("values")) {
        in.skip();
        continue;
      }
      in.expect(JsonToken.START_ARRAY, "values", "a list");
      while (in.nextElement()) {
        if (!limits.entry()) {
          in.skip();
          continue;
        }
        Object element = readAny(in, limits, depth + 1);
        if (element == null) {
          json.raw("null"); // an empty value keeps its place in the list
        } else {
          Attributes.write(json, element);
        }
      }
    }
    return new Attributes.Raw(json.endList().toString());
  }

  private static Attributes.Raw readMap(JsonInput in, ItemLimits limits, int depth)
      throws BadBatchException {
    Attributes entries = Attributes.ofMap(limits);
    in.expect(JsonToken.START_OBJECT, "kvlistValue", "an object {\"values\": […]}");
    for (String key = in.nextField(); key != null; key = in.nextField()) {
      if (key.equals("values")) {
        readAttributes(in, entries, depth);
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
