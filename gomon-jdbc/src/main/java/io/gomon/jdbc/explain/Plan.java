/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.EventTracker;
import io.gomon.jdbc.policy.JdbcPolicy;
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
    String shown = JdbcPolicy.cut(text, maxChars);
    event.set("plan", shown);
    event.set("format", format).set("values", values);
    if (shown.length() < text.length()) {
      event.set("cut", true);
    }
    if (cost != null) {
      event.set("cost", cost);
    }
  }
}
