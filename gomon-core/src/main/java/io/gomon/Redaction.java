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

  /** Messages of errors that were cut, and attributes whose keys became equal to others'. */
  private int cuts;

  Redaction(Redactor redactor) {
    this.redactor = redactor;
    this.keys = new KeyVerdict.Memory(redactor);
  }

  /**
   * Redacts keys and values in place. When keys became equal, the first stays; of a key that is
   * shared and was set, too, what was set.
   */
  void redact(EventAttributes event) {
    boolean repeats = false;
    SharedAttributes shared = null;
    int count = event.places();
    for (int i = 0; i < count; i++) {
      Object value = event.rawValueAt(i);
      if (value instanceof SharedAttributes before) {
        shared = before.redactedBy(this);
        event.replace(i, SharedAttributes.KEY, shared);
      } else if (event.keyAt(i) instanceof String key) {
        KeyVerdict verdict = keys.of(key);
        Object after = guarded(verdict, value);
        boolean renamed = !verdict.shown().equals(key);
        if (after != value || renamed) {
          event.replace(i, verdict.shown(), after);
        }
        boolean isShared = shared != null && shared.get(verdict.shown()) != null;
        repeats |= renamed || isShared;
        cuts += renamed && isShared ? 1 : 0;
      }
    }
    if (repeats) {
      event.sealWith(withoutRepeated(event));
    }
  }

  private Map<String, Object> withoutRepeated(EventAttributes event) {
    Map<String, Object> each = new LinkedHashMap<>();
    SharedAttributes shared = null;
    for (int i = 0; i < event.places(); i++) {
      Object value = event.valueAt(i);
      if (value instanceof SharedAttributes found) {
        shared = found;
        for (int k = 0; k < found.size(); k++) {
          each.putIfAbsent(found.keyAt(k), found.valueAt(k));
        }
      } else if (event.keyAt(i) instanceof String key && value != null) {
        Object before = shared == null ? null : shared.get(key);
        if (before != null && each.get(key) == before) {
          each.put(key, value);
        } else if (each.putIfAbsent(key, value) != null) {
          cuts++;
        }
      }
    }
    return each;
  }

  /** The same, redacted; itself, if there is nothing to hide. */
  SharedAttributes redactShared(SharedAttributes attributes) {
    boolean changed = false;
    Map<String, Object> redacted = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      KeyVerdict verdict = keys.of(attributes.keyAt(i));
      Object after = guarded(verdict, attributes.valueAt(i));
      changed |= after != attributes.valueAt(i) || !verdict.shown().equals(attributes.keyAt(i));
      redacted.putIfAbsent(verdict.shown(), after == null ? Redactor.MASK : after);
    }
    return changed ? SharedAttributes.ofRedacted(redacted) : attributes;
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

  /** How much was cut since the last call. */
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
