/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.spi;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes lengths of time as people do. */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Reads {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d} or ISO-8601 such as PT5S.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    try {
      return matcher.matches()
          ? ofUnit(Long.parseLong(matcher.group(1)), matcher.group(2))
          : Duration.parse(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Not a duration: '" + text + "' (write 250ms, 5s, 2m, 1h, 7d or PT5S)", e);
    }
  }

  /** The shortest form that {@link #parse} reads, in the largest unit that fits. */
  public static String text(Duration length) {
    long millis = length.toMillis();
    if (length.isNegative() || length.toNanosPart() % 1_000_000 != 0) {
      return length.toString();
    }
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 != 0 ? seconds / 60 + "m" : seconds / 3_600 + "h";
  }

  private static Duration ofUnit(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
