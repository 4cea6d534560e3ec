/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.otlp;

import io.gomon.collector.ingest.ItemLimits;
import io.gomon.collector.ingest.JsonText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one span, event or resource while they are read: arrays that are used again for
 * the next one. A value is a String, Long, Double, Boolean, or {@link Raw}. One thread.
 */
final class Attributes {

  /** A bytes, list or map value, already as JSON. */
  record Raw(String json) {}

  /** Up to here repeated keys are found by looking at all; above, by a set. */
  private static final int FEW = 16;

  private static final Raw NULL = new Raw("null");

  private final boolean keepsNulls;
  private final ItemLimits limits;
  private String[] keys = new String[FEW];

  /** Of the keys, which are looked for dozens of times in each span, nearly all in vain. */
  private int[] hashes = new int[FEW];

  private Object[] values = new Object[FEW];
  private int size;

  /** Those of a span, an event or a resource. */
  Attributes(ItemLimits limits) {
    this(limits, false);
  }

  private Attributes(ItemLimits limits, boolean keepsNulls) {
    this.limits = limits;
    this.keepsNulls = keepsNulls;
  }

  /** The entries of a map: one without a value stays, as in a list. */
  static Attributes ofMap(ItemLimits limits) {
    return new Attributes(limits, true);
  }

  /** Those of the item as a whole. */
  ItemLimits limits() {
    return limits;
  }

  /** Whether there may be another one; counts it as left out if not. */
  boolean mayAdd() {
    if (keepsNulls) {
      return limits.entry();
    }
    if (size < ItemLimits.MAX_KEYS) {
      return true;
    }
    limits.leaveOut();
    return false;
  }

  void reset() {
    Arrays.fill(values, 0, size, null);
    size = 0;
  }

  /** Adds one. An attribute without a value is left out, as if it had not been sent. */
  void add(String key, @Nullable Object value) {
    if (value == null && !keepsNulls) {
      return;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    rename(size, key);
    values[size++] = value == null ? NULL : value;
  }

  int size() {
    return size;
  }

  String key(int index) {
    return keys[index];
  }

  void rename(int index, String key) {
    keys[index] = key;
    hashes[index] = key.hashCode();
  }

  Object value(int index) {
    return values[index];
  }

  /** The value of a key; null when it is not there. */
  @Nullable Object get(String key) {
    int index = indexOf(key, size);
    return index < 0 ? null : values[index];
  }

  /** A text of at least one character; null when there is none under that key. */
  @Nullable String text(String key) {
    return get(key) instanceof String text && !text.isEmpty() ? text : null;
  }

  /**
   * Leaves only the first of attributes with one key: JSON readers disagree on which one counts.
   */
  void dropRepeated() {
    Set<String> seen = size > FEW ? new HashSet<>(size * 2) : Set.of();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      boolean repeated = size > FEW ? !seen.add(keys[i]) : indexOf(keys[i], kept) >= 0;
      if (!repeated) {
        move(i, kept++);
      }
    }
    shrinkTo(kept);
  }

  /** Takes out those whose key is one of some. */
  void removeIf(Predicate<String> isOne) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!isOne.test(keys[i])) {
        move(i, kept++);
      }
    }
    shrinkTo(kept);
  }

  private void move(int from, int to) {
    keys[to] = keys[from];
    hashes[to] = hashes[from];
    values[to] = values[from];
  }

  private void shrinkTo(int kept) {
    Arrays.fill(values, kept, size, null);
    size = kept;
  }

  /** Where a key is among the first {@code count}; -1 when it is not. */
  private int indexOf(String key, int count) {
    int hash = key.hashCode();
    for (int i = 0; i < count; i++) {
      if (hashes[i] == hash && keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Writes all of them as the keys of an object that is open. */
  void writeTo(JsonText json) {
    for (int i = 0; i < size; i++) {
      write(json.key(keys[i]), values[i]);
    }
  }

  static void write(JsonText json, Object value) {
    if (value instanceof String text) {
      json.text(text);
    } else if (value instanceof Long integer) {
      json.integer(integer);
    } else if (value instanceof Double decimal) {
      json.decimal(decimal);
    } else if (value instanceof Boolean bool) {
      json.bool(bool);
    } else {
      json.raw(((Raw) value).json());
    }
  }
}
