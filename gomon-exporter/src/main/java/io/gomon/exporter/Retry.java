/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * When to send again: after a random part of a time that doubles with each attempt ("full jitter"),
 * so that the clients of a collector that comes back do not all come at once.
 *
 * @param firstNanos the longest pause before the first retry
 * @param maxNanos the longest pause of all
 * @param maxTimeNanos how long after its first request a batch is given up
 */
record Retry(long firstNanos, long maxNanos, long maxTimeNanos) {
  /** A peer cannot send us away for longer: it may have changed its mind, or its operator. */
  static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

  private static final int MAX_DOUBLINGS = 20;

  /** The longest pause while the application waits for the exporter to stop. */
  private static final long STOPPING_MAX_NANOS = 500_000_000L;

  /**
   * The pause before the next request.
   *
   * @param failures how many requests have failed so far, from 1
   */
  long pauseNanos(int failures, boolean stopping, double random) {
    double ceiling = Math.scalb((double) firstNanos, Math.min(failures - 1, MAX_DOUBLINGS));
    long max = stopping ? Math.min(maxNanos, STOPPING_MAX_NANOS) : maxNanos;
    return (long) (random * Math.min(ceiling, (double) max));
  }

  /**
   * A {@code Retry-After} in nanoseconds, seconds or date (RFC 9110 10.2.3); -1 when unreadable.
   */
  static long retryAfterNanos(@Nullable String header, long nowEpochMillis) {
    if (header == null || header.isBlank()) {
      return -1;
    }
    String value = header.strip();
    long maxSeconds = MAX_RETRY_AFTER.toSeconds();
    if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long seconds = value.length() > 9 ? maxSeconds : Long.parseLong(value);
      return Duration.ofSeconds(Math.min(seconds, maxSeconds)).toNanos();
    }
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      long millis = at.toEpochMilli() - nowEpochMillis;
      return Duration.ofMillis(Math.max(0, Math.min(millis, maxSeconds * 1_000))).toNanos();
    } catch (DateTimeException e) {
      // Neither of the two forms in use: as if it were not there, so our own pause applies.
      return -1;
    }
  }
}
