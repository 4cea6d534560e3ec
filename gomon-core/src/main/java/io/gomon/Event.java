/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finished fact, as listeners see it: immutable, redacted, safe to keep and to read from any
 * thread. Ids are 128-bit, given as two halves to be read without allocating.
 */
public interface Event {

  /** The value of {@link #elapsedNanos()} while the operation is still open. */
  long OPEN = -1;

  /** Which kind of event, such as {@code http-servlet}. */
  String fingerprint();

  long idHigh();

  /** Also the W3C span id of this event. */
  long idLow();

  /**
   * The high half of the parent's id; 0 when there is no parent, or when the parent is a foreign
   * tracer's and only its span id is known.
   */
  long parentHigh();

  /** The low half of the parent's id, or a foreign span id; 0 when there is no parent. */
  long parentLow();

  long traceHigh();

  long traceLow();

  /** The execution id of the run that made this event, equal to the application event's id. */
  UUID applicationId();

  /** Nanoseconds since 1970-01-01T00:00Z. */
  long startEpochNanos();

  /** Elapsed nanoseconds on the monotonic clock, or {@link #OPEN}. */
  long elapsedNanos();

  /** How many values were cut to their limits. */
  int truncatedValues();

  List<EventError> errors();

  /** The number of attributes. */
  int size();

  /**
   * Shows all attributes in the order in which their keys were first set. Allocates nothing, but
   * for bytes, which are copied.
   */
  void forEach(AttributeVisitor visitor);

  /**
   * The value of one attribute: String, Long, Double, Boolean, byte[], List or Map; null when
   * absent.
   */
  @Nullable Object get(String key);

  default UUID id() {
    return new UUID(idHigh(), idLow());
  }

  default boolean isOpen() {
    return elapsedNanos() == OPEN;
  }

  /** Whether this is the event of the process run itself, the first that a listener gets. */
  default boolean isApplication() {
    return idHigh() == applicationId().getMostSignificantBits()
        && idLow() == applicationId().getLeastSignificantBits();
  }

  /**
   * Whether the parent is the application event: this event is the root of its part of the trace.
   */
  default boolean isRoot() {
    return parentHigh() == applicationId().getMostSignificantBits()
        && parentLow() == applicationId().getLeastSignificantBits();
  }
}
