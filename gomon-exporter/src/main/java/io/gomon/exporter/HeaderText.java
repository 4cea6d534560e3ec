/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What may stand in an HTTP header. */
final class HeaderText {
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z!#$%&'*+.^_`|~-]+");

  private HeaderText() {}

  /**
   * Text of any characters for a header: visible ASCII as it is, everything else, and {@code %}, as
   * the percent-encoded bytes of its UTF-8.
   */
  static String percentEncoded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > ' ' && b < 0x7F && b != '%';
      if (plain) {
        out.append((char) b);
      } else {
        out.append('%');
        out.append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)));
        out.append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
      }
    }
    return out.toString();
  }

  /** Whether this may be a header's name (RFC 9110 5.1). */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether this may be a header's value as it is: visible ASCII, with single spaces inside. */
  static boolean isValue(String text) {
    return text.equals(text.strip()) && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }
}
