/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.spi.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Equal children of one event: of one fingerprint and one shape, and all failed or all not, so that
 * the first failures are seen whole however many successes came before them. The shape is the SQL
 * text, the method, host and route of an HTTP call, name and location of a segment. Of the
 * dispatching thread.
 */
final class FoldGroup {
  private static final int MAX_ROUTE_CHARS = 512;

  final String fingerprint;
  final String first;
  final String second;
  final boolean failed;
  private final boolean isPlain;

  /** Of SQL: the text without its literals, as the event has it. */
  String sqlShape = "";

  /** How many there were. */
  long count;

  /** What takes further ones in; null as long as there are none. */
  @Nullable Fold fold;

  FoldGroup(String fingerprint, String first, String second, boolean failed) {
    this.fingerprint = fingerprint;
    this.first = first;
    this.second = second;
    this.failed = failed;
    this.isPlain =
        !failed
            && !fingerprint.startsWith("http-")
            && !fingerprint.equals("segment")
            && !isSql(fingerprint);
  }

  /** Whether this one is surely the event's: no key of it is part of its shape, and it is fine. */
  @SuppressWarnings("ReferenceEquality") // if it is another object, somebody looks closely
  boolean isPlainlyOf(RecordingTracker event) {
    return isPlain && fingerprint == event.fingerprint && event.errors().isEmpty();
  }

  /** The text is compared last: mostly it is the same object. */
  boolean isOf(String otherFingerprint, String otherFirst, String otherSecond, boolean hasFailed) {
    return failed == hasFailed
        && fingerprint.equals(otherFingerprint)
        && second.equals(otherSecond)
        && first.equals(otherFirst);
  }

  int chars() {
    return first.length() + second.length();
  }

  static boolean hasFailed(RecordingTracker event) {
    return !event.isOpen()
        && Operation.hasFailed(event.fingerprint, !event.errors().isEmpty(), event::get);
  }

  static String firstOf(RecordingTracker event) {
    return switch (event.fingerprint) {
      case "http-roundtripper" -> text(event.get("method"));
      case "segment" -> text(event.get("name"));
      default -> isSql(event.fingerprint) ? text(event.get("query")) : "";
    };
  }

  static String sqlShapeOf(RecordingTracker event) {
    return isSql(event.fingerprint) ? text(event.get("shape")) : "";
  }

  static String secondOf(RecordingTracker event) {
    return switch (event.fingerprint) {
      case "http-roundtripper" ->
          event.get("url") instanceof Map<?, ?> url
              ? text(url.get("host")) + routeOf(text(url.get("path")))
              : "";
      case "segment" -> text(event.get("location"));
      default -> "";
    };
  }

  /** The shape as attributes, named as those of the events themselves. */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    switch (fingerprint) {
      case "http-roundtripper" -> {
        putText(attributes, "method", first);
        int path = second.indexOf('/');
        if (path >= 0) {
          attributes.put(
              "url", Map.of("host", second.substring(0, path), "path", second.substring(path)));
        } else if (!second.isEmpty()) {
          attributes.put("url", Map.of("host", second));
        }
      }
      case "segment" -> {
        putText(attributes, "name", first);
        putText(attributes, "location", second);
      }
      default -> {
        putText(attributes, "query", first);
        putText(attributes, "shape", sqlShape);
      }
    }
    return attributes;
  }

  /** A path in which {@code *} stands for each part with a digit: an id, nearly always. */
  private static String routeOf(String path) {
    StringBuilder route = new StringBuilder();
    int from = 0;
    while (from < path.length() && route.length() < MAX_ROUTE_CHARS) {
      int end = path.indexOf('/', from);
      end = end < 0 ? path.length() : end;
      String part = path.substring(from, end);
      route.append(part.chars().anyMatch(Character::isDigit) ? "*" : part);
      if (end < path.length()) {
        route.append('/');
      }
      from = end + 1;
    }
    return route.toString();
  }

  private static void putText(Map<String, Object> attributes, String key, String text) {
    if (!text.isEmpty()) {
      attributes.put(key, text);
    }
  }

  private static boolean isSql(String fingerprint) {
    return fingerprint.startsWith("sql-") || fingerprint.equals("conn-prepare");
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
