/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.spi.Redactor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event holds, and how listeners read it. {@link RecordingTracker} is the side that writes.
 *
 * <p>Attributes lie in two arrays: {@code slots[2i]} is the key of attribute i and {@code
 * slots[2i+1]} its value, or one of the markers INTEGER and DECIMAL, which say that the value is in
 * {@code numbers[i]}. No map, no boxing.
 *
 * <p>Who writes: until {@code finish} the application's thread; then, handed over by the queue, the
 * dispatching thread, which redacts; after that nobody. An attribute that is set on one thread
 * while another finishes the event is lost or kept as a whole, since {@code size} is raised last.
 */
abstract class EventData implements Event {
  static final Object INTEGER = new Object();
  static final Object DECIMAL = new Object();
  private static final int FIRST_ATTRIBUTES = 4;

  final Gomon gomon;
  final String fingerprint;
  final TraceContext trace;
  final long idHigh;
  final long idLow;
  final long parentHigh;
  final long parentLow;
  final long startNanos;
  long elapsedNanos = OPEN;
  @Nullable Object[] slots;
  long @Nullable [] numbers;
  int size;
  int truncated;

  /** Null, a Throwable, a list of them, or, once dispatched, a list of {@link EventError}. */
  @Nullable Object errors;

  EventData(
      Gomon gomon,
      String fingerprint,
      TraceContext trace,
      long idHigh,
      long idLow,
      long parentHigh,
      long parentLow,
      long startNanos) {
    this.gomon = gomon;
    this.fingerprint = fingerprint;
    this.trace = trace;
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.parentHigh = parentHigh;
    this.parentLow = parentLow;
    this.startNanos = startNanos;
    this.slots = new @Nullable Object[2 * FIRST_ATTRIBUTES];
  }

  /** The state of another event as it is now, with arrays of its own. */
  EventData(EventData live) {
    this.gomon = live.gomon;
    this.fingerprint = live.fingerprint;
    this.trace = live.trace;
    this.idHigh = live.idHigh;
    this.idLow = live.idLow;
    this.parentHigh = live.parentHigh;
    this.parentLow = live.parentLow;
    this.startNanos = live.startNanos;
    this.slots = live.slots.clone();
    this.numbers = live.numbers == null ? null : live.numbers.clone();
    this.size = live.size;
    this.truncated = live.truncated;
    this.errors = live.errors instanceof List<?> list ? List.copyOf(list) : live.errors;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public long idHigh() {
    return idHigh;
  }

  @Override
  public long idLow() {
    return idLow;
  }

  @Override
  public long parentHigh() {
    return parentHigh;
  }

  @Override
  public long parentLow() {
    return parentLow;
  }

  @Override
  public long traceHigh() {
    return trace.high;
  }

  @Override
  public long traceLow() {
    return trace.low;
  }

  @Override
  public UUID applicationId() {
    return gomon.applicationId();
  }

  @Override
  public long startEpochNanos() {
    return trace.epochOffsetNanos + startNanos;
  }

  @Override
  public long elapsedNanos() {
    return elapsedNanos;
  }

  @Override
  public int truncatedValues() {
    return truncated;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  @SuppressWarnings("unchecked") // the dispatcher has put a list of EventError there
  public List<EventError> errors() {
    return errors == null ? List.of() : (List<EventError>) errors;
  }

  @Override
  public void forEach(AttributeVisitor visitor) {
    for (int i = 0; i < size; i++) {
      show(i, visitor);
    }
  }

  @SuppressWarnings("unchecked") // maps come from Values, with text as keys
  private void show(int i, AttributeVisitor visitor) {
    String key = (String) slots[2 * i];
    Object value = slots[2 * i + 1];
    if (key == null || value == null) {
      return;
    }
    if (value == INTEGER) {
      visitor.integer(key, number(i));
    } else if (value == DECIMAL) {
      visitor.decimal(key, Double.longBitsToDouble(number(i)));
    } else if (value instanceof String text) {
      visitor.text(key, text);
    } else if (value instanceof Boolean bool) {
      visitor.bool(key, bool);
    } else if (value instanceof byte[] bytes) {
      visitor.bytes(key, bytes.clone());
    } else if (value instanceof List<?> list) {
      visitor.list(key, list);
    } else {
      visitor.map(key, (Map<String, ?>) value);
    }
  }

  @Override
  public @Nullable Object get(String key) {
    for (int i = 0; i < size; i++) {
      if (key.equals(slots[2 * i])) {
        Object value = slots[2 * i + 1];
        if (value == INTEGER) {
          return number(i);
        }
        if (value == DECIMAL) {
          return Double.longBitsToDouble(number(i));
        }
        return value instanceof byte[] bytes ? bytes.clone() : value;
      }
    }
    return null;
  }

  long number(int i) {
    return numbers == null ? 0 : numbers[i];
  }

  /**
   * Masks secrets and turns throwables into text; by the dispatching thread, before any listener.
   */
  void redact(Redactor redactor) {
    Redaction redaction = new Redaction(redactor);
    for (int i = 0; i < size; i++) {
      String key = (String) slots[2 * i];
      if (key != null) {
        slots[2 * i + 1] = redaction.value(key, slots[2 * i + 1]);
      }
    }
    if (errors != null) {
      errors = redaction.errors(errors);
    }
  }

  @Override
  public String toString() {
    return "Event[" + fingerprint + ' ' + id() + ']';
  }
}
