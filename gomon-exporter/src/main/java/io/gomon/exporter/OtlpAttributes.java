/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code KeyValue} messages into one field of the message that is being written. */
final class OtlpAttributes {
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int VALUE_STRING = 1;
  private static final int VALUE_BOOL = 2;
  private static final int VALUE_INT = 3;
  private static final int VALUE_DOUBLE = 4;
  private static final int VALUE_ARRAY = 5;
  private static final int VALUE_KVLIST = 6;
  private static final int VALUE_BYTES = 7;
  private static final int LIST_VALUES = 1;

  private final ProtoWriter proto;
  private final int field;

  OtlpAttributes(ProtoWriter proto, int field) {
    this.proto = proto;
    this.field = field;
  }

  void uuid(String key, long high, long low) {
    int attribute = begin(key);
    int value = proto.begin(VALUE);
    proto.uuidField(VALUE_STRING, high, low);
    proto.end(value);
    proto.end(attribute);
  }

  void text(String key, String text) {
    int attribute = begin(key);
    int value = proto.begin(VALUE);
    proto.textField(VALUE_STRING, text);
    proto.end(value);
    proto.end(attribute);
  }

  void textIfAny(String key, @Nullable String text) {
    if (text != null) {
      text(key, text);
    }
  }

  void integer(String key, long number) {
    int attribute = begin(key);
    int value = proto.begin(VALUE);
    proto.varintField(VALUE_INT, number);
    proto.end(value);
    proto.end(attribute);
  }

  void decimal(String key, double number) {
    int attribute = begin(key);
    int value = proto.begin(VALUE);
    proto.fixed64Field(VALUE_DOUBLE, Double.doubleToRawLongBits(number));
    proto.end(value);
    proto.end(attribute);
  }

  void bool(String key, boolean bool) {
    int attribute = begin(key);
    int value = proto.begin(VALUE);
    proto.varintField(VALUE_BOOL, bool ? 1 : 0);
    proto.end(value);
    proto.end(attribute);
  }

  void bytes(String key, byte[] bytes) {
    int attribute = begin(key);
    value(VALUE, bytes);
    proto.end(attribute);
  }

  void list(String key, List<?> list) {
    int attribute = begin(key);
    value(VALUE, list);
    proto.end(attribute);
  }

  void map(String key, Map<String, ?> map) {
    int attribute = begin(key);
    value(VALUE, map);
    proto.end(attribute);
  }

  private int begin(String key) {
    int attribute = proto.begin(field);
    proto.textFieldIfAny(KEY, key);
    return attribute;
  }

  /** An AnyValue; one without a value stands for null. */
  private void value(int valueField, @Nullable Object object) {
    int value = proto.begin(valueField);
    if (object instanceof String text) {
      proto.textField(VALUE_STRING, text);
    } else if (object instanceof Long number) {
      proto.varintField(VALUE_INT, number);
    } else if (object instanceof Double number) {
      proto.fixed64Field(VALUE_DOUBLE, Double.doubleToRawLongBits(number));
    } else if (object instanceof Boolean bool) {
      proto.varintField(VALUE_BOOL, bool ? 1 : 0);
    } else if (object instanceof byte[] bytes) {
      proto.bytesField(VALUE_BYTES, bytes);
    } else if (object instanceof List<?> list) {
      int array = proto.begin(VALUE_ARRAY);
      list.forEach(element -> value(LIST_VALUES, element));
      proto.end(array);
    } else if (object instanceof Map<?, ?> map) {
      int entries = proto.begin(VALUE_KVLIST);
      map.forEach(this::entry);
      proto.end(entries);
    }
    proto.end(value);
  }

  private void entry(Object key, @Nullable Object object) {
    int entry = proto.begin(LIST_VALUES);
    proto.textFieldIfAny(KEY, String.valueOf(key));
    value(VALUE, object);
    proto.end(entry);
  }
}
