/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.listener;

import io.gomon.AttributeVisitor;
import io.gomon.Event;
import io.gomon.EventError;
import java.io.StringWriter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes events as GoMon JSON (docs/EVENTS.md section 1). Any text comes out as valid JSON: half a
 * surrogate pair is replaced by U+FFFD. Thread-safe.
 */
public final class EventJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();
  private static final String OWN = "attr.";

  private EventJson() {}

  /** One event as one JSON object, without a line break. */
  public static String toJson(Event event) {
    StringWriter out = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(event, json);
    }
    return out.toString();
  }

  /** Writes one event as one JSON object; the generator's caller closes it. */
  public static void write(Event event, JsonGenerator json) {
    json.writeStartObject();
    writeIds(event, json);
    json.writeStringProperty("gomon:fp", clean(event.fingerprint()));
    json.writeNumberProperty("gomon:start", event.startEpochNanos());
    if (!event.isOpen()) {
      json.writeNumberProperty("gomon:lapsed", event.elapsedNanos());
    }
    if (event.truncatedValues() > 0) {
      json.writeNumberProperty("gomon:truncated", event.truncatedValues());
    }
    event.forEach(new Writer(json));
    writeErrors(event.errors(), json);
    json.writeEndObject();
  }

  private static void writeIds(Event event, JsonGenerator json) {
    json.writeStringProperty("id", event.id().toString());
    if (event.parentHigh() != 0) {
      UUID parent = new UUID(event.parentHigh(), event.parentLow());
      json.writeStringProperty("parent", parent.toString());
    } else if (event.parentLow() != 0) {
      json.writeStringProperty("parent", HEX.toHexDigits(event.parentLow()));
    }
    json.writeStringProperty(
        "trace", HEX.toHexDigits(event.traceHigh()) + HEX.toHexDigits(event.traceLow()));
    json.writeStringProperty("app-id", event.applicationId().toString());
  }

  private static void writeErrors(List<EventError> errors, JsonGenerator json) {
    if (errors.isEmpty()) {
      return;
    }
    json.writeName("error");
    json.writeStartArray();
    for (EventError error : errors) {
      json.writeStartObject();
      json.writeStringProperty("type", clean(error.type()));
      writeText("msg", error.message(), json);
      writeText("location", error.location(), json);
      json.writeStringProperty("stack", clean(error.stack()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeText(String key, @Nullable String value, JsonGenerator json) {
    if (value != null) {
      json.writeStringProperty(key, clean(value));
    }
  }

  /** The text with U+FFFD in place of each half of a surrogate pair that stands alone. */
  private static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          return replaced(text, i);
        }
      }
    }
    return text;
  }

  /**
   * Keys of the event itself are not the user's to replace: his come out as {@code attr.id}, and
   * {@code attr.id} as {@code attr.attr.id}, so that no two become one.
   */
  private static String name(String key) {
    String bare = key;
    while (bare.startsWith(OWN)) {
      bare = bare.substring(OWN.length());
    }
    return switch (bare) {
      case "id",
          "parent",
          "trace",
          "app-id",
          "error",
          "gomon:fp",
          "gomon:start",
          "gomon:lapsed",
          "gomon:truncated" ->
          OWN + key;
      default -> clean(key);
    };
  }

  private static String replaced(String text, int first) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
    text.substring(first)
        .codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private record Writer(JsonGenerator json) implements AttributeVisitor {
    @Override
    public void text(String key, String value) {
      json.writeStringProperty(name(key), clean(value));
    }

    @Override
    public void integer(String key, long value) {
      json.writeNumberProperty(name(key), value);
    }

    @Override
    public void decimal(String key, double value) {
      json.writeName(name(key));
      number(value);
    }

    @Override
    public void bool(String key, boolean value) {
      json.writeBooleanProperty(name(key), value);
    }

    @Override
    public void bytes(String key, byte[] value) {
      json.writeName(name(key));
      base64(value);
    }

    @Override
    public void list(String key, List<?> value) {
      json.writeName(name(key));
      list(value);
    }

    @Override
    public void map(String key, Map<String, ?> value) {
      json.writeName(name(key));
      map(value);
    }

    private void value(@Nullable Object value) {
      if (value == null) {
        json.writeNull();
      } else if (value instanceof String text) {
        json.writeString(clean(text));
      } else if (value instanceof Long number) {
        json.writeNumber(number);
      } else if (value instanceof Double number) {
        number(number);
      } else if (value instanceof Boolean bool) {
        json.writeBoolean(bool);
      } else if (value instanceof byte[] bytes) {
        base64(bytes);
      } else if (value instanceof List<?> list) {
        list(list);
      } else if (value instanceof Map<?, ?> map) {
        map(map);
      }
    }

    private void number(double value) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeString(Double.toString(value));
      }
    }

    private void base64(byte[] bytes) {
      json.writeStartObject();
      json.writeStringProperty("base64", Base64.getEncoder().encodeToString(bytes));
      json.writeEndObject();
    }

    private void list(List<?> list) {
      json.writeStartArray();
      list.forEach(this::value);
      json.writeEndArray();
    }

    private void map(Map<?, ?> map) {
      json.writeStartObject();
      map.forEach(
          (key, value) -> {
            json.writeName(clean(String.valueOf(key)));
            value(value);
          });
      json.writeEndObject();
    }
  }
}
