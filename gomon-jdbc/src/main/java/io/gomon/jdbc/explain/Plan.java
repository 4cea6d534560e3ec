/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.EventTracker;
import org.jspecify.annotations.Nullable;

/**
 * What the database said it would do.
 *
 * @param text to be shown: without literals, unless they may be
 * @param format {@code json}, {@code table} or {@code text}
 * @param values whether it was made for the values that were bound: {@code bound}, {@code generic}
 *     for any values, {@code none} when there are none
 */
record Plan(String text, String format, String values, @Nullable Double cost) {

  /** Sets what an event says of it. */
  void describe(EventTracker event, int maxChars) {
    boolean isCut = text.length() > maxChars;
    event.set("plan", isCut ? beginning(maxChars) : text);
    event.set("format", format).set("values", values);
    if (isCut) {
      event.set("cut", true);
    }
    if (cost != null) {
      event.set("cost", cost);
    }
  }

  private String beginning(int maxChars) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(maxChars - 1));
    return text.substring(0, splitsPair ? maxChars - 1 : maxChars);
  }
}
