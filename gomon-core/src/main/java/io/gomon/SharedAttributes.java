/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that many events have in common, such as all executions of one SQL text on one
 * connection. An event keeps one reference for all of them, and they are redacted once.
 *
 * <pre>{@code
 * SharedAttributes place = SharedAttributes.of(Map.of("shelf", 7L, "aisle", "north"));
 * gomon.start("pick").setAll(place).set("item", item).finish();
 * }</pre>
 *
 * <p>Immutable; any thread.
 */
public final class SharedAttributes {
  private static final int MAX_SIZE = 64;

  /** Under this key they are kept in an event. No listener sees it. */
  static final String KEY = "\0shared";

  private final String[] keys;
  private final Object[] values;
  private final int cuts;

  /** What became of them; a race redacts twice. */
  private volatile @Nullable Redacted redacted;

  private record Redacted(Redaction by, SharedAttributes result) {}

  private SharedAttributes(Map<String, ?> attributes, int cuts) {
    this.keys = attributes.keySet().toArray(new String[0]);
    this.values = attributes.values().toArray();
    this.cuts = cuts;
  }

  /**
   * Keeps a deep copy, in the order of the map, cut as {@link EventTracker#set(String, Map)} cuts.
   * Null values are left out.
   *
   * @throws IllegalArgumentException if there are more than {@value #MAX_SIZE}
   */
  public static SharedAttributes of(Map<String, ?> attributes) {
    if (attributes.size() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "at most " + MAX_SIZE + " attributes are shared, were " + attributes.size());
    }
    Values values = new Values();
    Map<String, ?> copy = values.copyWithoutNulls(attributes);
    return new SharedAttributes(copy, values.cuts());
  }

  static SharedAttributes ofRedacted(Map<String, Object> attributes) {
    return new SharedAttributes(attributes, 0);
  }

  int size() {
    return keys.length;
  }

  int cuts() {
    return cuts;
  }

  String keyAt(int i) {
    return keys[i];
  }

  Object valueAt(int i) {
    return values[i];
  }

  @Nullable Object get(String key) {
    for (int i = 0; i < keys.length; i++) {
      if (key.equals(keys[i])) {
        return values[i];
      }
    }
    return null;
  }

  SharedAttributes redactedBy(Redaction redaction) {
    Redacted known = redacted;
    if (known == null || known.by != redaction) {
      known = new Redacted(redaction, redaction.redactShared(this));
      redacted = known;
    }
    return known.result;
  }
}
