/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query.duckdb;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The texts and numbers among an event's attributes; lists and maps are passed over. */
final class FlatAttributes {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Object> values = new HashMap<>();

  private FlatAttributes() {}

  static FlatAttributes parse(String json) {
    FlatAttributes attributes = new FlatAttributes();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      attributes.read(parser);
    } catch (JacksonException e) {
      // Attributes are JSON that our own ingest wrote. If a file is damaged all the same, what was
      // read so far is shown and the rest is null: one bad event must not take a chart away.
    }
    return attributes;
  }

  private void read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        values.put(name, parser.getString());
      } else if (value == JsonToken.VALUE_NUMBER_INT) {
        values.put(name, parser.getLongValue());
      } else if (value == JsonToken.VALUE_NUMBER_FLOAT) {
        values.put(name, parser.getDoubleValue());
      } else {
        parser.skipChildren();
      }
    }
  }

  @Nullable String text(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  @Nullable Long integer(String name) {
    return values.get(name) instanceof Long integer ? integer : null;
  }

  /** A number of either kind. */
  @Nullable Double decimal(String name) {
    return values.get(name) instanceof Number number ? (Double) number.doubleValue() : null;
  }
}
