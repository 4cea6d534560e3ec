/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How big a value is with all that is in it, beside the limits of docs/EVENTS.md section 4. */
final class EventModelSize {
  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_LEVELS = 8;
  private static final int MAX_TOTAL_ENTRIES = 10_000;
  private static final int MAX_TOTAL_CHARS = 262_144;
  private static final int MAX_TEXT_CHARS = 16_384;
  private static final int MAX_KEY_CHARS = 200;

  private int entries;
  private long chars;
  private boolean over;

  static EventModelSize of(Object value) {
    EventModelSize size = new EventModelSize();
    size.add(value, 1);
    return size;
  }

  boolean exceeds() {
    return over || entries > MAX_TOTAL_ENTRIES || chars > MAX_TOTAL_CHARS;
  }

  /** True, too, when the room for characters is just used up: is there one more entry? */
  boolean mayExceed() {
    return exceeds() || chars == MAX_TOTAL_CHARS;
  }

  private void add(Object value, int level) {
    if (value instanceof List<?> list) {
      over |= list.size() > MAX_ENTRIES || level > MAX_LEVELS;
      entries += list.size();
      list.forEach(element -> add(element, level + 1));
    } else if (value instanceof Map<?, ?> map) {
      over |= map.size() > MAX_ENTRIES || level > MAX_LEVELS;
      entries += map.size();
      addMap(map, level);
    } else if (value instanceof byte[] bytes) {
      addChars(bytes.length);
    } else if (value != null
        && !(value instanceof Boolean)
        && (!(value instanceof Number) || value.getClass().getPackageName().equals("java.math"))) {
      addChars(EventModel.text(value).length());
    }
  }

  private void addMap(Map<?, ?> map, int level) {
    Set<String> keys = new HashSet<>();
    map.forEach(
        (key, value) -> {
          String text = EventModel.text(key);
          over |= text.length() > MAX_KEY_CHARS || !keys.add(EventModel.key(text));
          chars += Math.min(text.length(), MAX_KEY_CHARS);
          add(value, level + 1);
        });
  }

  private void addChars(int length) {
    over |= length > MAX_TEXT_CHARS;
    chars += Math.min(length, MAX_TEXT_CHARS);
  }
}
