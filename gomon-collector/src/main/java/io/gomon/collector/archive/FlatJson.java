/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads small JSON texts of the collector's own. Any thread. */
final class FlatJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  /**
   * The numbers, texts and booleans as text, by path: {@code events.stored}, {@code files.0.name}.
   */
  static Map<String, String> read(String text) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          String path = parser.streamReadContext().pathAsPointer().toString();
          String name = path.isEmpty() ? path : path.substring(1).replace('/', '.');
          values.put(name, parser.getString());
        }
      }
      return values;
    } catch (JacksonException e) {
      throw new IOException("this is no JSON of a collector: " + text, e);
    }
  }
}
