/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Ids;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event holds, and how listeners read it. {@link RecordingTracker} is the side that writes.
 *
 * <p>Attributes lie in one array: {@code slots[2i]} is the key of attribute i and {@code
 * slots[2i+1]} its value, in the forms of {@link io.gomon.internal.Values}, but a whole number that
 * fits is an Integer, whose box has 16 bytes instead of 24.
 *
 * <p>Who writes: until {@code finish} the thread that started the event, its owner; then, handed
 * over by the queue, the dispatching thread, which redacts; after that nobody.
 *
 * <p>When another thread writes or finishes, the event has no owner any more, and a thread that
 * sets an attribute while another finishes may come late. Then {@link #redact} gives the event an
 * array of its own, and a writer loads the array it writes to before it looks whether the event is
 * finished: what comes late goes into an array that nobody reads, or, where a writer replaces the
 * array, fails by CAS. Such an attribute is lost or kept as a whole.
 */
abstract class EventData implements Event {
  private static final int FIRST_ATTRIBUTES = 2;

  final String fingerprint;
  final TraceContext trace;
  final long idLow;

  /** The parent; written again only by {@link #adopt}. */
  long parentHigh;

  long parentLow;
  final long startNanos;
  long elapsedNanos = OPEN;
  @Nullable Object[] slots;

  /** The thread that started the event, while no other has to do with it, and until redacted. */
  @Nullable Thread owner;

  short size;
  short truncated;

  /** Whether its parent is the application event, or an event of another process. */
  boolean localRoot;

  /** Null, a Throwable, a list of them, or, once dispatched, a list of {@link EventError}. */
  @Nullable Object errors;

  EventData(
      String fingerprint,
      TraceContext trace,
      long idLow,
      long parentHigh,
      long parentLow,
      long startNanos) {
    this.fingerprint = fingerprint;
    this.trace = trace;
    this.idLow = idLow;
    this.parentHigh = parentHigh;
    this.parentLow = parentLow;
    this.startNanos = startNanos;
    this.slots = new @Nullable Object[2 * FIRST_ATTRIBUTES];
  }

  /** The state of another event as it is now, with arrays of its own. */
  EventData(EventData live) {
    this.fingerprint = live.fingerprint;
    this.trace = live.trace;
    this.idLow = live.idLow;
    this.parentHigh = live.parentHigh;
    this.parentLow = live.parentLow;
    this.startNanos = live.startNanos;
    this.localRoot = live.localRoot;
    this.slots = live.slots.clone();
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
    return Ids.high(startEpochNanos());
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
    return trace.gomon.applicationId();
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
    return shown();
  }

  @Override
  @SuppressWarnings("unchecked") // the dispatcher has put a list of EventError there
  public List<EventError> errors() {
    return errors == null ? List.of() : (List<EventError>) errors;
  }

  @Override
  public void forEach(AttributeVisitor visitor) {
    int count = shown();
    for (int i = 0; i < count; i++) {
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
    if (value instanceof String text) {
      visitor.text(key, text);
    } else if (value instanceof Integer number) {
      visitor.integer(key, number);
    } else if (value instanceof Long number) {
      visitor.integer(key, number);
    } else if (value instanceof Double number) {
      visitor.decimal(key, number);
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
    int count = shown();
    for (int i = 0; i < count; i++) {
      if (key.equals(slots[2 * i])) {
        Object value = slots[2 * i + 1];
        if (value instanceof Integer number) {
          return number.longValue();
        }
        return value instanceof byte[] bytes ? bytes.clone() : value;
      }
    }
    return null;
  }

  /**
   * Masks secrets and turns throwables into text; by the dispatching thread, before any listener.
   */
  void redact(Redaction redaction) {
    Object finalErrors = errors == null ? List.of() : redaction.errors(errors);
    if (owner == null) {
      slots = Arrays.copyOf(slots, 2 * Math.min(size, slots.length / 2));
    }
    redaction.redact(slots, size);
    errors = finalErrors;
    owner = null;
  }

  /** Gives a folded event's child another parent; by the dispatching thread, before listeners. */
  void adopt(long newParentHigh, long newParentLow) {
    parentHigh = newParentHigh;
    parentLow = newParentLow;
  }

  /** How many attributes a reader sees: a late writer may have raised {@code size}. */
  private int shown() {
    return Math.min(size, slots.length / 2);
  }

  @Override
  public String toString() {
    return "Event[" + fingerprint + ' ' + id() + ']';
  }
}
