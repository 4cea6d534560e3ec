/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/** Hexadecimal ids, read without making objects. Either case is taken. */
public final class Ids {
  private static final String UUID_FORM = "00000000-0000-0000-0000-000000000000";

  private Ids() {}

  /** Whether a text is a UUID of 36 characters. */
  public static boolean isUuid(CharSequence text) {
    if (text.length() != UUID_FORM.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      boolean dash = UUID_FORM.charAt(i) == '-';
      if (dash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text is exactly so many hexadecimal digits. */
  public static boolean isHex(CharSequence text, int digits) {
    if (text.length() != digits) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The first 64 bits of a text that {@link #isUuid}. */
  public static long uuidHigh(CharSequence uuid) {
    return hex(uuid, 0, 18);
  }

  /** The last 64 bits of a text that {@link #isUuid}. */
  public static long uuidLow(CharSequence uuid) {
    return hex(uuid, 19, 36);
  }

  /** The digits between two places, dashes passed over. */
  public static long hex(CharSequence text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '-') {
        value = value << 4 | Character.digit(c, 16);
      }
    }
    return value;
  }
}
