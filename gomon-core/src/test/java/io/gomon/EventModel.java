/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What docs/EVENTS.md section 4 says of an event that was filled with some values: the limits,
 * written a second time. How much of a list or map is left when it exceeds them, the page does not
 * say: then it must be a beginning, and be counted.
 */
final class EventModel {
  private static final int MAX_TEXT_CHARS = 16_384;
  private static final int MAX_BYTES = 16_384;
  private static final int MAX_KEYS = 128;
  private static final int MAX_KEY_CHARS = 200;
  private static final int MAX_ERRORS = 16;

  private final Map<String, Object> values = new LinkedHashMap<>();
  private int errors;
  private int cuts;

  /** Whether a list or map was cut: then {@code cuts} is only the least that must be counted. */
  private boolean mayBeMore;

  /** Sets a value; those without a method of their own go into a list. */
  void set(EventTracker tracker, String key, Object value) {
    Object fitting = value == null || isPlain(value) ? value : List.of(value);
    put(tracker, key, fitting);
    if (fitting == null) {
      return;
    }
    if (!values.containsKey(key) && values.size() == MAX_KEYS) {
      cuts++;
      return;
    }
    values.put(key, fitting);
    count(fitting);
  }

  private static boolean isPlain(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof byte[]
        || value instanceof List<?>
        || value instanceof Map<?, ?>
        || isWhole(value)
        || value instanceof Double
        || value instanceof Float;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  private static void put(EventTracker tracker, String key, Object value) {
    if (value instanceof String text) {
      tracker.set(key, text);
    } else if (value instanceof Boolean bool) {
      tracker.set(key, bool);
    } else if (value instanceof byte[] bytes) {
      tracker.set(key, bytes);
    } else if (value instanceof List<?> list) {
      tracker.set(key, list);
    } else if (value instanceof Map<?, ?> map) {
      tracker.set(key, map);
    } else if (value instanceof Number number) {
      if (isWhole(number)) {
        tracker.set(key, number.longValue());
      } else {
        tracker.set(key, number.doubleValue());
      }
    } else {
      tracker.set(key, (String) null);
    }
  }

  private void count(Object value) {
    if (value instanceof String text) {
      cuts += text.length() > MAX_TEXT_CHARS ? 1 : 0;
    } else if (value instanceof byte[] bytes) {
      cuts += bytes.length > MAX_BYTES ? 1 : 0;
    } else if (value instanceof List<?> || value instanceof Map<?, ?>) {
      EventModelSize size = EventModelSize.of(value);
      cuts += size.exceeds() ? 1 : 0;
      mayBeMore |= size.mayExceed();
    }
  }

  void addError(EventTracker tracker, String message) {
    tracker.addError(new IllegalStateException(message));
    if (errors == MAX_ERRORS) {
      cuts++;
    } else {
      errors++;
      cuts += message.length() > MAX_TEXT_CHARS ? 1 : 0;
    }
  }

  /** Whether the event has what was set, or what the limits leave of it, and says so. */
  void check(Event event) {
    Map<String, Object> shown = new LinkedHashMap<>();
    int repeated = 0;
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      if (shown.putIfAbsent(key(entry.getKey()), entry.getValue()) != null) {
        repeated++;
      }
    }
    assertThat(event.size()).isEqualTo(shown.size());
    shown.forEach((key, value) -> checkValue(value, event.get(key)));
    assertThat(event.errors()).hasSize(errors);
    if (mayBeMore) {
      assertThat(event.truncatedValues()).isGreaterThanOrEqualTo(cuts + repeated);
    } else {
      assertThat(event.truncatedValues()).isEqualTo(cuts + repeated);
    }
  }

  private static void checkValue(Object in, Object out) {
    if (in instanceof String text) {
      assertThat(out).isEqualTo(cut(text, MAX_TEXT_CHARS));
    } else if (in instanceof byte[] bytes) {
      assertThat(out).isEqualTo(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES)));
    } else {
      boolean whole = !EventModelSize.of(in).mayExceed();
      assertThat(isLeftOf(in, out, whole)).as("%s of %s", out, in).isTrue();
    }
  }

  /** Whether {@code out} is the whole, or else a beginning, of {@code in}. */
  private static boolean isLeftOf(Object in, Object out, boolean whole) {
    if (in instanceof List<?> list) {
      return out instanceof List<?> left ? isLeftOf(list, left, whole) : isTooDeep(out, whole);
    }
    if (in instanceof Map<?, ?> map) {
      return out instanceof Map<?, ?> left ? isLeftOf(map, left, whole) : isTooDeep(out, whole);
    }
    if (in instanceof byte[] bytes) {
      return out instanceof byte[] left
          && (whole ? left.length == bytes.length : left.length <= bytes.length)
          && Arrays.equals(left, Arrays.copyOf(bytes, left.length));
    }
    if (in == null || in instanceof Boolean) {
      return in == out;
    }
    if (isWhole(in)) {
      return out instanceof Long left && left == ((Number) in).longValue();
    }
    if (in instanceof Double || in instanceof Float) {
      return out instanceof Double left && left.equals(((Number) in).doubleValue());
    }
    String text = text(in);
    return out instanceof String left && (whole ? left.equals(text) : text.startsWith(left));
  }

  private static boolean isTooDeep(Object out, boolean whole) {
    return !whole && "…".equals(out);
  }

  private static boolean isLeftOf(List<?> in, List<?> out, boolean whole) {
    if (whole ? in.size() != out.size() : in.size() < out.size()) {
      return false;
    }
    for (int i = 0; i < out.size(); i++) {
      if (!isLeftOf(in.get(i), out.get(i), whole)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLeftOf(Map<?, ?> in, Map<?, ?> out, boolean whole) {
    Iterator<? extends Map.Entry<?, ?>> ins = in.entrySet().iterator();
    for (Map.Entry<?, ?> left : out.entrySet()) {
      boolean found = false;
      while (!found && ins.hasNext()) {
        Map.Entry<?, ?> entry = ins.next();
        String key = key(text(entry.getKey()));
        String leftKey = (String) left.getKey();
        found =
            (whole ? key.equals(leftKey) : key.startsWith(leftKey))
                && isLeftOf(entry.getValue(), left.getValue(), whole);
      }
      if (!found) {
        return false;
      }
    }
    return !whole || in.size() == out.size();
  }

  /** A value that is none of an event's: as text, or, where it cannot say that, as its class. */
  static String text(Object value) {
    return value instanceof EventScript.Mute
        ? EventScript.Mute.class.getName()
        : String.valueOf(value);
  }

  static String key(String text) {
    return clean(cut(text, MAX_KEY_CHARS));
  }

  private static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    String cut = text.substring(0, maxChars);
    return Character.isHighSurrogate(cut.charAt(maxChars - 1))
        ? cut.substring(0, maxChars - 1)
        : cut;
  }

  /** The text with U+FFFD for half a surrogate pair. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
