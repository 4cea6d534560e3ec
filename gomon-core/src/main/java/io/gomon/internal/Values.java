/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies values into the form in which events keep them, cut to the limits of docs/EVENTS.md
 * section 4. One object serves one {@code set} call, and counts what it cut. An object whose {@code
 * toString} throws is kept as the name of its class; what a collection throws while it is read
 * passes.
 */
public final class Values {
  public static final int MAX_TEXT_CHARS = 16_384;
  public static final int MAX_BYTES = 16_384;

  /** Of a key, and of a fingerprint: the collector refuses a batch with a longer one. */
  public static final int MAX_KEY_CHARS = 200;

  public static final int MAX_ENTRIES = 1_000;
  public static final int MAX_DEPTH = 8;

  /** Of one value with everything inside it. */
  public static final int MAX_TOTAL_ENTRIES = 10_000;

  public static final int MAX_TOTAL_CHARS = 262_144;

  private int cuts;
  private int entriesLeft = MAX_TOTAL_ENTRIES;
  private int charsLeft = MAX_TOTAL_CHARS;

  /** How many values were cut so far. */
  public int cuts() {
    return cuts;
  }

  /** The text, or its beginning: never half a surrogate pair. */
  public static String cut(String text) {
    return cut(text, MAX_TEXT_CHARS);
  }

  /** A key that every reader of UTF-8 takes: cut, and with U+FFFD for half a surrogate pair. */
  public static String key(String text) {
    String cut = cut(text, MAX_KEY_CHARS);
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isSurrogate(cut.charAt(i))) {
        return cut.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return cut;
  }

  /** The fingerprint itself, nearly always; what is none, or too long for one, is replaced. */
  public static String fingerprint(@Nullable String text) {
    if (text == null || text.isEmpty() || (mayBeWhite(text.charAt(0)) && text.isBlank())) {
      return "unnamed";
    }
    return text.length() <= MAX_KEY_CHARS ? text : cut(text, MAX_KEY_CHARS);
  }

  /** False for those with which names begin: white space is at U+0020 and before, or far behind. */
  private static boolean mayBeWhite(char first) {
    return first <= ' ' || first >= '\u1680';
  }

  /** The text, or its beginning, with another limit. */
  public static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    boolean splitsPair = maxChars > 0 && Character.isHighSurrogate(text.charAt(maxChars - 1));
    return text.substring(0, splitsPair ? maxChars - 1 : maxChars);
  }

  public byte[] copy(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      cuts++;
    }
    return Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES));
  }

  /** A copy of the list, unmodifiable. */
  public List<?> copy(Collection<?> list) {
    return copy(list, 1);
  }

  /** A copy of the map, unmodifiable, in its order. */
  public Map<String, ?> copy(Map<?, ?> map) {
    return copy(map, 1);
  }

  /** A copy of the map, in its order, of what is not null. */
  public Map<String, ?> copyWithoutNulls(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>(copy(map));
    copy.values().removeIf(Objects::isNull);
    return copy;
  }

  private List<?> copy(Collection<?> list, int depth) {
    List<@Nullable Object> copy = new ArrayList<>(Math.min(list.size(), MAX_ENTRIES));
    for (Object element : list) {
      if (!hasRoom(copy.size())) {
        break;
      }
      copy.add(copy(element, depth));
    }
    return Collections.unmodifiableList(copy);
  }

  private Map<String, ?> copy(Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!hasRoom(copy.size())) {
        break;
      }
      String key = key(text(entry.getKey(), MAX_KEY_CHARS));
      if (copy.containsKey(key)) {
        cuts++;
      } else {
        copy.put(key, copy(entry.getValue(), depth));
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  /** Takes the room of one more entry; a list that ends early counts as one cut. */
  private boolean hasRoom(int entries) {
    if (entries == MAX_ENTRIES || entriesLeft == 0 || charsLeft == 0) {
      cuts++;
      return false;
    }
    entriesLeft--;
    return true;
  }

  private @Nullable Object copy(@Nullable Object value, int depth) {
    if (value == null
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof byte[] bytes) {
      byte[] copy = copy(bytes);
      charsLeft = Math.max(0, charsLeft - copy.length);
      return copy;
    }
    if (value instanceof Collection<?> list) {
      return depth < MAX_DEPTH ? copy(list, depth + 1) : tooDeep();
    }
    if (value instanceof Map<?, ?> map) {
      return depth < MAX_DEPTH ? copy(map, depth + 1) : tooDeep();
    }
    return text(value, MAX_TEXT_CHARS);
  }

  private String tooDeep() {
    cuts++;
    return "…";
  }

  /** The text of a value, cut. */
  public static String textOf(Object value, int maxChars) {
    return cut(textOf(value), maxChars);
  }

  private static String textOf(@Nullable Object value) {
    try {
      return String.valueOf(value);
    } catch (Throwable t) {
      // The application's toString failed, or called itself until the stack ended; its class is all
      // that can be said.
      return value == null ? "null" : value.getClass().getName();
    }
  }

  private String text(@Nullable Object value, int maxChars) {
    String text = textOf(value);
    String cut = cut(text, Math.min(maxChars, charsLeft));
    charsLeft -= cut.length();
    if (cut.length() < text.length()) {
      cuts++;
    }
    return cut;
  }
}
