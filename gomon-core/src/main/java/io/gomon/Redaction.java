/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Values;
import io.gomon.spi.FrozenValues;
import io.gomon.spi.Redactor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Applies a redactor to all that an event holds. Values without a secret keep their identity. What
 * the redactor throws masks the value it was asked about.
 */
final class Redaction {
  private final Redactor redactor;
  private final KeyVerdict.Memory keys;
  private final UnaryOperator<@Nullable Object> inside = this::inside;

  /** Messages of errors that were cut since they were last asked for. */
  private int cuts;

  Redaction(Redactor redactor) {
    this.redactor = redactor;
    this.keys = new KeyVerdict.Memory(redactor);
  }

  /** Redacts keys and values in place; when keys became equal, of those the first stays. */
  void redact(EventAttributes event) {
    boolean changed = false;
    int count = event.size();
    for (int i = 0; i < count; i++) {
      if (event.keyAt(i) instanceof String key) {
        KeyVerdict verdict = keys.of(key);
        Object value = event.rawValueAt(i);
        Object after = guarded(verdict, value);
        boolean renamed = !verdict.shown().equals(key);
        if (after != value || renamed) {
          event.replace(i, verdict.shown(), after);
        }
        changed |= renamed;
      }
    }
    if (changed) {
      event.sealWith(firstOfEachKey(event));
    }
  }

  private static Map<String, Object> firstOfEachKey(EventAttributes event) {
    Map<String, Object> first = new LinkedHashMap<>();
    for (int i = 0; i < event.size(); i++) {
      Object value = event.valueAt(i);
      if (event.keyAt(i) instanceof String key && value != null) {
        first.putIfAbsent(key, value);
      }
    }
    return first;
  }

  private @Nullable Object guarded(KeyVerdict key, @Nullable Object value) {
    try {
      return redacted(key, value);
    } catch (Throwable t) {
      // As with keys: the user's redactor failed.
      return Redactor.MASK;
    }
  }

  private @Nullable Object redacted(KeyVerdict key, @Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (key.secret()) {
      return Redactor.MASK;
    }
    return value instanceof String text ? key.redact(text, redactor) : inside(value);
  }

  private @Nullable Object inside(@Nullable Object value) {
    if (value instanceof String text) {
      return redactor.redact(text);
    }
    if (value instanceof Number) {
      return value;
    }
    if (value instanceof FrozenValues frozen) {
      return frozen.mapped(inside);
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof byte[] bytes) {
      return bytes(bytes);
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

  /** Bodies are often kept as bytes; every secret word is ASCII, whatever the encoding. */
  private byte[] bytes(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String redacted = redactor.redact(text);
    return redacted.equals(text) ? bytes : redacted.getBytes(StandardCharsets.ISO_8859_1);
  }

  private Map<?, ?> map(Map<?, ?> map) {
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      KeyVerdict key = keys.of(String.valueOf(entry.getKey()));
      Object after = redacted(key, entry.getValue());
      changed |= after != entry.getValue() || !key.shown().equals(key.key());
      copy.put(key.shown(), after);
    }
    return changed ? Collections.unmodifiableMap(copy) : map;
  }

  /** Turns throwables into text, without their secrets. */
  List<EventError> errors(Object errors) {
    List<EventError> result = new ArrayList<>();
    for (Object error : errors instanceof List<?> list ? list : List.of(errors)) {
      result.add(error instanceof Throwable throwable ? error(throwable) : (EventError) error);
    }
    return List.copyOf(result);
  }

  /** How many messages were cut since the last call. */
  int takeCuts() {
    int taken = cuts;
    cuts = 0;
    return taken;
  }

  private EventError error(Throwable throwable) {
    String type = throwable.getClass().getName();
    try {
      String message = throwable.getMessage();
      cuts += message != null && message.length() > Values.MAX_TEXT_CHARS ? 1 : 0;
      StackTraceElement[] frames = throwable.getStackTrace();
      StringWriter stack = new StringWriter();
      throwable.printStackTrace(new PrintWriter(stack));
      return new EventError(
          type,
          message == null ? null : redactor.redact(Values.cut(message)),
          frames.length == 0 ? null : location(frames[0]),
          redactor.redact(Values.cut(stack.toString())));
    } catch (Throwable t) {
      // The application's exception class fails to describe itself (its loader may be gone), or the
      // redactor failed.
      return new EventError(type, Redactor.MASK, null, Redactor.MASK);
    }
  }

  private static String location(StackTraceElement frame) {
    String file = frame.getFileName();
    return (file == null ? frame.getClassName() : file) + ':' + frame.getLineNumber();
  }
}
