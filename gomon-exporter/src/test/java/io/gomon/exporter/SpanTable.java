/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.gomon.AttributeVisitor;
import io.gomon.Event;
import io.gomon.EventError;
import io.gomon.spi.Operation;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Section 3 of docs/EVENTS.md, written a second time, for comparison. */
final class SpanTable {
  private static final Set<String> OWN =
      Set.of("gomon.id", "gomon.parent", "gomon.fp", "gomon.open", "gomon.truncated");

  private SpanTable() {}

  /** Whether the span says what the table says of the event. */
  static void compare(Span span, Event event) {
    boolean sql = event.fingerprint().startsWith("sql-");
    boolean client = sql || event.fingerprint().equals("http-roundtripper");
    assertThat(span.getTraceId()).isEqualTo(bytes(event.traceHigh(), event.traceLow()));
    assertThat(span.getSpanId()).isEqualTo(bytes(event.idLow()));
    assertThat(span.getName()).isEqualTo(clean(Operation.nameOf(event.fingerprint(), event::get)));
    assertThat(span.getKind())
        .isEqualTo(
            event.fingerprint().equals("http-servlet")
                ? Span.SpanKind.SPAN_KIND_SERVER
                : client ? Span.SpanKind.SPAN_KIND_CLIENT : Span.SpanKind.SPAN_KIND_INTERNAL);
    assertThat(span.getStartTimeUnixNano()).isEqualTo(event.startEpochNanos());
    assertThat(span.getEndTimeUnixNano())
        .isEqualTo(event.startEpochNanos() + (event.isOpen() ? 0 : event.elapsedNanos()));
    boolean hasParent = event.parentLow() != 0 && !event.isRoot();
    assertThat(span.getParentSpanId())
        .isEqualTo(hasParent ? bytes(event.parentLow()) : ByteString.EMPTY);
    assertThat(span.getStatus().getCode())
        .isEqualTo(
            failed(event)
                ? Status.StatusCode.STATUS_CODE_ERROR
                : Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(span.getEventsCount()).isEqualTo(event.errors().size());
    for (int i = 0; i < span.getEventsCount(); i++) {
      compare(span.getEvents(i), event.errors().get(i));
    }
    assertThat(attributes(span.getAttributesList())).isEqualTo(expected(event));
  }

  private static boolean failed(Event event) {
    boolean server =
        event.fingerprint().equals("http-servlet")
            && event.get("response_code") instanceof Long status
            && status >= 500;
    boolean client =
        event.fingerprint().equals("http-roundtripper")
            && event.get("resp-status") instanceof Long status
            && status >= 400;
    return server || client || !event.errors().isEmpty();
  }

  private static void compare(Span.Event actual, EventError error) {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("exception.type", error.type());
    if (error.message() != null) {
      expected.put("exception.message", clean(error.message()));
    }
    expected.put("exception.stacktrace", clean(error.stack()));
    expected.put("gomon.location", error.location());
    assertThat(attributes(actual.getAttributesList())).isEqualTo(expected);
  }

  private static Map<String, Object> expected(Event event) {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("gomon.id", event.id().toString());
    if (event.parentHigh() != 0 && !event.isRoot()) {
      expected.put("gomon.parent", new UUID(event.parentHigh(), event.parentLow()).toString());
    }
    expected.put("gomon.fp", clean(event.fingerprint()));
    if (event.isOpen()) {
      expected.put("gomon.open", true);
    }
    if (event.truncatedValues() > 0) {
      expected.put("gomon.truncated", (long) event.truncatedValues());
    }
    event.forEach(
        new AttributeVisitor() {
          /** What is renamed comes before what has that name already. */
          private void put(String key, Object value) {
            String name = renamed(event.fingerprint(), key);
            if (!name.equals(key)) {
              expected.put(name, shape(value));
            } else if (!OWN.contains(key)) {
              expected.putIfAbsent(name, shape(value));
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
        });
    return expected;
  }

  private static String renamed(String fingerprint, String key) {
    boolean http = fingerprint.startsWith("http-");
    if (http && key.equals("method")) {
      return "http.request.method";
    }
    if (fingerprint.equals("http-servlet") && key.equals("route")) {
      return "http.route";
    }
    if (http && key.equals(fingerprint.equals("http-servlet") ? "response_code" : "resp-status")) {
      return "http.response.status_code";
    }
    boolean query = fingerprint.equals("sql-wstmt-query") || fingerprint.equals("conn-prepare");
    return query && key.equals("query") ? "db.query.text" : key;
  }

  /** The value as {@link #value(AnyValue)} gives it. */
  private static Object shape(Object value) {
    if (value instanceof String text) {
      return clean(text);
    }
    if (value instanceof byte[] array) {
      return ByteString.copyFrom(array);
    }
    if (value instanceof List<?> list) {
      return Arrays.asList(list.stream().map(SpanTable::shape).toArray());
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> shaped = new LinkedHashMap<>();
      map.forEach((key, element) -> shaped.put(key, shape(element)));
      return shaped;
    }
    return value;
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  static Map<String, Object> attributes(List<KeyValue> attributes) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (KeyValue attribute : attributes) {
      Object before = map.put(attribute.getKey(), value(attribute.getValue()));
      assertThat(before).as("repeated attribute %s", attribute.getKey()).isNull();
    }
    return map;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> value.getBytesValue();
      case ARRAY_VALUE ->
          Arrays.asList(
              value.getArrayValue().getValuesList().stream().map(SpanTable::value).toArray());
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      default -> null;
    };
  }

  static ByteString bytes(long... words) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * words.length);
    for (long word : words) {
      buffer.putLong(word);
    }
    return ByteString.copyFrom(buffer.array());
  }
}
