/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

/**
 * One event as the collector keeps it, whatever wire it came by. Immutable.
 *
 * <p>Ids are two 64-bit halves. A span of a foreign tracer has an id of {@code idHigh == 0} and its
 * span id in {@code idLow}; a parent that is known by its span id only has {@code parentHigh == 0}.
 * No parent: both halves 0. Parents are matched inside a trace by the low half alone.
 *
 * @param service the service that made the event, {@code "unknown"} when nobody said so
 * @param fingerprint the kind of event; for spans of foreign tracers {@code "otel-server"}, {@code
 *     "otel-client"}, {@code "otel-producer"}, {@code "otel-consumer"} or {@code "otel-internal"}
 * @param operation the name under which events are counted together
 * @param startNanos nanoseconds since 1970-01-01T00:00Z
 * @param lapsedNanos elapsed nanoseconds, or {@link #OPEN}
 * @param failed whether the event carries an error
 * @param attributes all other keys, {@code error} among them, as the text of one JSON object
 */
public record CollectedEvent(
    long idHigh,
    long idLow,
    long parentHigh,
    long parentLow,
    long traceHigh,
    long traceLow,
    long appIdHigh,
    long appIdLow,
    String service,
    String fingerprint,
    String operation,
    long startNanos,
    long lapsedNanos,
    boolean failed,
    String attributes) {

  /** The value of {@link #lapsedNanos} while the operation is still going on. */
  public static final long OPEN = -1;

  /**
   * What an event takes beside its two long texts: its fields are 12 of 8 bytes and 4 references.
   */
  public static final int OBJECT_BYTES = 256;

  private static final int MAX_LATIN_1 = 0xFF;

  public boolean isOpen() {
    return lapsedNanos == OPEN;
  }

  /** About how many bytes of memory it takes. Looks at each character. */
  public long memoryBytes() {
    return OBJECT_BYTES + memoryBytes(operation) + memoryBytes(attributes);
  }

  /** Those of a text: two a character if one of them is beyond Latin-1. */
  public static long memoryBytes(String text) {
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      all |= text.charAt(i);
    }
    return all <= MAX_LATIN_1 ? text.length() : 2L * text.length();
  }
}
