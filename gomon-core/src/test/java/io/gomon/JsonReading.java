/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Section 1 of docs/EVENTS.md, written a second time, for comparison: an event's JSON, as maps. */
final class JsonReading {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> OWN =
      Set.of(
          "id",
          "parent",
          "trace",
          "app-id",
          "error",
          "gomon:fp",
          "gomon:start",
          "gomon:lapsed",
          "gomon:truncated");

  private JsonReading() {}

  /** What a strict reader finds; it fails when there is more, or less, or a key twice. */
  static Object parse(String json) {
    return value(STRICT.readTree(json));
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(element -> list.add(value(element)));
      return list;
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.stringValue();
  }

  /** What the page says that there is to be found. */
  static Map<String, Object> expected(Event event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", event.id().toString());
    json.put("parent", event.applicationId().toString());
    json.put("trace", event.id().toString().replace("-", ""));
    json.put("app-id", event.applicationId().toString());
    json.put("gomon:fp", EventModel.clean(event.fingerprint()));
    json.put("gomon:start", event.startEpochNanos());
    if (!event.isOpen()) {
      json.put("gomon:lapsed", event.elapsedNanos());
    }
    if (event.truncatedValues() != 0) {
      json.put("gomon:truncated", (long) event.truncatedValues());
    }
    if (!event.errors().isEmpty()) {
      json.put("error", event.errors().stream().map(JsonReading::error).toList());
    }
    event.forEach(new Attributes(json));
    return json;
  }

  private static Map<String, Object> error(EventError error) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", error.type());
    if (error.message() != null) {
      json.put("msg", EventModel.clean(error.message()));
    }
    if (error.location() != null) {
      json.put("location", error.location());
    }
    json.put("stack", EventModel.clean(error.stack()));
    return json;
  }

  private static String name(String key) {
    return OWN.contains(key.replaceFirst("^(attr\\.)*", "")) ? "attr." + key : key;
  }

  private static Object shape(Object value) {
    if (value instanceof String text) {
      return EventModel.clean(text);
    }
    if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
      return number.isNaN() ? "NaN" : String.format(Locale.ROOT, "%s", number);
    }
    if (value instanceof byte[] bytes) {
      return Map.of("base64", Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof List<?> list) {
      List<Object> shaped = new ArrayList<>();
      list.forEach(element -> shaped.add(shape(element)));
      return shaped;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> shaped = new LinkedHashMap<>();
      map.forEach((key, element) -> shaped.put(key, shape(element)));
      return shaped;
    }
    return value;
  }

  private record Attributes(Map<String, Object> json) implements AttributeVisitor {
    private void put(String key, Object value) {
      if (json.put(name(key), shape(value)) != null) {
        throw new AssertionError("Twice there: " + key);
      }
    }

    @Override
    public void text(String key, String value) {
      put(key, value);
    }

    @Override
    public void integer(String key, long value) {
      put(key, value);
    }

    @Override
    public void decimal(String key, double value) {
      put(key, value);
    }

    @Override
    public void bool(String key, boolean value) {
      put(key, value);
    }

    @Override
    public void bytes(String key, byte[] value) {
      put(key, value);
    }

    @Override
    public void list(String key, List<?> value) {
      put(key, value);
    }

    @Override
    public void map(String key, Map<String, ?> value) {
      put(key, value);
    }
  }
}
