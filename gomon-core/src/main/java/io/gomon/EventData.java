/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Ids;
import io.gomon.internal.Values;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event holds, and how listeners read it. {@link RecordingTracker} is the side that writes.
 *
 * <p>Attributes lie in one array: {@code slots[2i]} is the key of attribute i and {@code
 * slots[2i+1]} its value, in the forms of {@link io.gomon.internal.Values}. Of whole numbers the
 * first lies in {@code number}, and {@link #IN_NUMBER} in its slot, so that it needs no box.
 *
 * <p>Who writes: until {@code finish} the thread that started the event, its owner; then, handed
 * over by the queue, the dispatching thread, which redacts; after that nobody.
 *
 * <p>When another thread writes or finishes, the event has no owner any more, and a thread that
 * sets an attribute while another finishes may come late. Then {@link #redact} gives the event an
 * array of its own, and a writer loads the array it writes to before it looks whether the event is
 * finished: what comes late goes into an array that nobody reads, or, where a writer replaces the
 * array, fails by CAS. Such an attribute is lost or kept as a whole; so {@code number}, which a
 * late writer still reaches, is not used in that array.
 */
abstract class EventData implements Event {
  static final Object IN_NUMBER = new Object();
  private static final int FIRST_ATTRIBUTES = 2;

  final String fingerprint;

  /** Written again only by {@link #adopt}. */
  Lineage lineage;

  final long idLow;
  final long startNanos;

  /** {@link #OPEN} until it is finished, which a CAS of this field decides. */
  long elapsedNanos = OPEN;

  @Nullable Object[] slots;
  long number;

  /**
   * The slot of the thread that started the event, while no other has to do with it, and until
   * redacted. Not the thread: from here its slot is found without a look-up.
   */
  @Nullable Object @Nullable [] owner;

  short size;
  short truncated;

  /** That of this event's children; made for the first. See {@link #decided}. */
  @Nullable Lineage ofChildren;

  /** Null, a Throwable, a list of them, or, once dispatched, a list of {@link EventError}. */
  @Nullable Object errors;

  EventData(String fingerprint, Lineage lineage, long idLow, long startNanos) {
    this.fingerprint = Values.fingerprint(fingerprint);
    this.lineage = lineage;
    this.idLow = idLow;
    this.startNanos = startNanos;
    this.slots = new @Nullable Object[2 * FIRST_ATTRIBUTES];
  }

  /** The state of another event as it is now, with arrays of its own. */
  EventData(EventData live) {
    this.fingerprint = live.fingerprint;
    this.lineage = live.lineage;
    this.idLow = live.idLow;
    this.startNanos = live.startNanos;
    this.slots = live.slots.clone();
    this.number = live.number;
    this.size = live.size;
    this.truncated = live.truncated;
    this.errors = live.errors instanceof List<?> list ? List.copyOf(list) : live.errors;
  }

  Gomon gomon() {
    return lineage.trace.gomon;
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
    return lineage.parentHigh;
  }

  @Override
  public long parentLow() {
    return lineage.parentLow;
  }

  @Override
  public long traceHigh() {
    return lineage.trace.high;
  }

  @Override
  public long traceLow() {
    return lineage.trace.low;
  }

  @Override
  public UUID applicationId() {
    return lineage.trace.gomon.applicationId();
  }

  @Override
  public long startEpochNanos() {
    return lineage.trace.epochOffsetNanos + startNanos;
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
    } else if (value == IN_NUMBER) {
      visitor.integer(key, number);
    } else if (value instanceof Long boxed) {
      visitor.integer(key, boxed);
    } else if (value instanceof Double boxed) {
      visitor.decimal(key, boxed);
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
        if (value == IN_NUMBER) {
          return number;
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
      slots = wholeAttributes();
    }
    int before = shown();
    slots = redaction.redact(slots, before);
    countCuts(before - shown() + redaction.takeCuts());
    errors = finalErrors;
    owner = null;
  }

  /** Counts values that were cut; by whoever may write. */
  final void countCuts(int cuts) {
    if (cuts > 0) {
      truncated = (short) Math.min(Short.MAX_VALUE, truncated + cuts);
    }
  }

  /** A copy of the attributes that are complete, none of which has its value in {@code number}. */
  private @Nullable Object[] wholeAttributes() {
    @Nullable Object[] copy = Arrays.copyOf(slots, 2 * shown());
    // Pairs with the fence of the writer, who may still be at work.
    VarHandle.acquireFence();
    int length = 0;
    for (int i = 0; i < copy.length; i += 2) {
      Object key = copy[i];
      Object value = copy[i + 1];
      if (key != null && value != null) {
        copy[length++] = key;
        copy[length++] = value == IN_NUMBER ? (Long) number : value;
      }
    }
    return length == copy.length ? copy : Arrays.copyOf(copy, length);
  }

  /** Gives a folded event's child another parent; by the dispatching thread, before listeners. */
  void adopt(long newParentHigh, long newParentLow) {
    lineage = new Lineage(lineage.trace, newParentHigh, newParentLow, lineage.above, null);
  }

  /**
   * It is known whether this event is folded: its children need not wait for that. By the
   * dispatching thread; who makes a child at this moment may miss it, and the child may wait.
   */
  void decided() {
    Lineage below = ofChildren;
    if (below == null) {
      ofChildren = Lineage.NONE;
    } else {
      below.openParent = null;
    }
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
