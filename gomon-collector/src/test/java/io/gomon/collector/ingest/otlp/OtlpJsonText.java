/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.gomon.collector.ingest.JsonText;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Any OTLP message as OTLP's JSON says: ids as hexadecimal digits, enums as numbers. */
final class OtlpJsonText {
  private final JsonText json = new JsonText();

  private OtlpJsonText() {}

  static String of(Message message) {
    OtlpJsonText text = new OtlpJsonText();
    text.object(message);
    return text.json.toString();
  }

  private void object(Message message) {
    json.beginObject();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              json.key(field.getJsonName());
              if (field.isRepeated()) {
                json.beginList();
                ((List<?>) value).forEach(element -> value(field, element));
                json.endList();
              } else {
                value(field, value);
              }
            });
    json.endObject();
  }

  private void value(FieldDescriptor field, Object value) {
    switch (field.getJavaType()) {
      case MESSAGE -> object((Message) value);
      case ENUM ->
          json.integer(((com.google.protobuf.Descriptors.EnumValueDescriptor) value).getNumber());
      case LONG -> json.text(value.toString());
      case INT -> json.integer(((Number) value).longValue() & 0xFFFF_FFFFL);
      case DOUBLE, FLOAT -> json.decimal(((Number) value).doubleValue());
      case BOOLEAN -> json.bool((Boolean) value);
      case STRING -> json.text((String) value);
      case BYTE_STRING -> {
        byte[] bytes = ((ByteString) value).toByteArray();
        boolean id = field.getName().endsWith("_id");
        json.text(id ? HexFormat.of().formatHex(bytes) : Base64.getEncoder().encodeToString(bytes));
      }
    }
  }
}
