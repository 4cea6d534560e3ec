/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * Which traces are looked for: those with at least one event that meets all conditions at once.
 *
 * @param service the event's service; null for any
 * @param operation the event's operation; null for any
 * @param status whether it failed; null for either
 * @param elapsed how long it took; null for any, open ones among them
 * @param attribute one of its attributes; null for any
 * @param text a text that its operation or its attributes contain, in any case; null for any
 * @param after where the page before ended; null for the first page
 * @param limit how many traces at most, newest first
 */
public record TraceFilter(
    TimeRange range,
    @Nullable String service,
    @Nullable String operation,
    @Nullable Status status,
    @Nullable Elapsed elapsed,
    @Nullable Attribute attribute,
    @Nullable String text,
    @Nullable TraceCursor after,
    int limit) {

  /** What became of an event. */
  public enum Status {
    ERROR,
    OK
  }

  /**
   * How long an event took, which has ended.
   *
   * @param minNanos inclusive
   * @param maxNanos inclusive
   */
  public record Elapsed(long minNanos, long maxNanos) {
    public Elapsed {
      if (minNanos < 0 || minNanos > maxNanos) {
        throw new IllegalArgumentException(
            "minNanos must be 0 to maxNanos, were " + minNanos + " and " + maxNanos);
      }
    }
  }

  /** A key on the first level of the attributes, and its value as a text. */
  public record Attribute(String key, String value) {}
}
