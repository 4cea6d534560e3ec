/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The bytes of a JSON answer, complete before the first is sent: a failure half-way becomes an
 * error status and not half an answer.
 */
final class JsonAnswer {
  static final JsonFactory JSON = new JsonFactory();

  private JsonAnswer() {}

  /** Writes one JSON object; {@code content} writes what is between its braces. */
  static byte[] object(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static byte[] error(String message) {
    return object(json -> json.writeStringProperty("error", message));
  }

  @FunctionalInterface
  interface Content {
    void write(JsonGenerator json);
  }
}
