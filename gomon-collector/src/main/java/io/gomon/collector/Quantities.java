/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations and sizes as an operator writes them. */
final class Quantities {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9})([a-z]?)");

  private Quantities() {}

  /** Such as 7d, 36h, 90m or P7D. */
  static Duration duration(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "d" -> Duration.ofDays(number);
        case "h" -> Duration.ofHours(number);
        case "m" -> Duration.ofMinutes(number);
        default ->
            throw new TypeConversionException("'" + text + "' needs a unit: such as 7d or 36h");
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is not a duration such as 7d or 36h");
    }
  }

  /** Bytes: a number, or one with k, m or g, which are powers of 1024. */
  static long bytes(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
    int shift = matcher.matches() ? List.of("", "k", "m", "g").indexOf(matcher.group(2)) : -1;
    if (shift < 0) {
      throw new TypeConversionException("'" + text + "' is not a size such as 512m or 1g");
    }
    return Long.parseLong(matcher.group(1)) << (10 * shift);
  }

  /** A whole number. */
  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not an int");
    }
  }
}
