/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Values;
import io.gomon.spi.Redactor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies a redactor to all that an event holds. Values without a secret keep their identity. What
 * the redactor throws masks the value it was asked about.
 */
final class Redaction {
  private final Redactor redactor;

  Redaction(Redactor redactor) {
    this.redactor = redactor;
  }

  @Nullable Object value(String key, @Nullable Object value) {
    try {
      return redacted(key, value);
    } catch (RuntimeException | StackOverflowError e) {
      // The user's redactor failed: nobody knows what is in there, so nobody gets to see it.
      return Redactor.MASK;
    }
  }

  private @Nullable Object redacted(String key, @Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (redactor.isSecret(key)) {
      return Redactor.MASK;
    }
    return inside(value);
  }

  private @Nullable Object inside(@Nullable Object value) {
    if (value instanceof String text) {
      return redactor.redact(text);
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    return value instanceof Map<?, ?> map ? map(map) : value;
  }

  private List<?> list(List<?> list) {
    List<@Nullable Object> copy = null;
    for (int i = 0; i < list.size(); i++) {
      Object before = list.get(i);
      Object after = inside(before);
      if (after != before) {
        copy = copy == null ? new ArrayList<>(list) : copy;
        copy.set(i, after);
      }
    }
    return copy == null ? list : Collections.unmodifiableList(copy);
  }

  private Map<?, ?> map(Map<?, ?> map) {
    Map<Object, @Nullable Object> copy = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object before = entry.getValue();
      Object after = redacted(String.valueOf(entry.getKey()), before);
      if (after != before) {
        copy = copy == null ? new LinkedHashMap<>(map) : copy;
        copy.put(entry.getKey(), after);
      }
    }
    return copy == null ? map : Collections.unmodifiableMap(copy);
  }

  /** Turns throwables into text, without their secrets. */
  List<EventError> errors(Object errors) {
    List<EventError> result = new ArrayList<>();
    for (Object error : errors instanceof List<?> list ? list : List.of(errors)) {
      result.add(error instanceof Throwable throwable ? error(throwable) : (EventError) error);
    }
    return List.copyOf(result);
  }

  private EventError error(Throwable throwable) {
    String type = throwable.getClass().getName();
    try {
      String message = throwable.getMessage();
      StackTraceElement[] frames = throwable.getStackTrace();
      StringWriter stack = new StringWriter();
      throwable.printStackTrace(new PrintWriter(stack));
      return new EventError(
          type,
          message == null ? null : redactor.redact(Values.cut(message)),
          frames.length == 0 ? null : location(frames[0]),
          redactor.redact(Values.cut(stack.toString())));
    } catch (RuntimeException | StackOverflowError e) {
      // The application's exception class fails to describe itself, or the redactor failed.
      return new EventError(type, Redactor.MASK, null, Redactor.MASK);
    }
  }

  private static String location(StackTraceElement frame) {
    String file = frame.getFileName();
    return (file == null ? frame.getClassName() : file) + ':' + frame.getLineNumber();
  }
}
