/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

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
  static Body object(Content content) {
    Body body = new Body();
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), body, JsonEncoding.UTF8)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    }
    return body;
  }

  static Body error(String message) {
    return object(json -> json.writeStringProperty("error", message));
  }

  @FunctionalInterface
  interface Content {
    void write(JsonGenerator json);
  }
}
