/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.Ids;
import io.gomon.internal.Values;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event holds, and how listeners read it. {@link RecordingTracker} is the side that writes.
 *
 * <p>Who writes: until {@code finish} the thread that started the event, its owner; then, handed
 * over by the queue, the dispatching thread, which redacts; after that nobody.
 *
 * <p>When another thread writes or finishes, the event has no owner any more, and a thread that
 * sets an attribute while another finishes may come late. Then {@link #redact} seals the
 * attributes, and a writer loads what it writes to before it looks whether the event is finished:
 * what comes late goes where nobody reads, or, where a writer replaces the array, fails by CAS.
 * Such an attribute is lost or kept as a whole.
 */
abstract class EventData extends EventAttributes implements Event {
  /** As it was given, perhaps none at all; put right by {@link #redact}, off the hot path. */
  String fingerprint;

  /** Written again only by {@link #adopt}. */
  Lineage lineage;

  final long idLow;
  final long startNanos;

  /** {@link #OPEN} until it is finished, which a CAS of this field decides. */
  long elapsedNanos = OPEN;

  /**
   * The slot of the thread that started the event, while no other has to do with it, and until
   * redacted. Not the thread: from here its slot is found without a look-up.
   */
  @Nullable Object @Nullable [] owner;

  /** That of this event's children; made for the first. See {@link #decided}. */
  @Nullable Lineage ofChildren;

  /** Null, a Throwable, a list of them, or, once dispatched, a list of {@link EventError}. */
  @Nullable Object errors;

  EventData(String fingerprint, Lineage lineage, long idLow, long startNanos) {
    this.fingerprint = fingerprint;
    this.lineage = lineage;
    this.idLow = idLow;
    this.startNanos = startNanos;
  }

  /** The state of another event as it is now, with arrays of its own. */
  EventData(EventData live) {
    super(live);
    this.fingerprint = live.fingerprint;
    this.lineage = live.lineage;
    this.idLow = live.idLow;
    this.startNanos = live.startNanos;
    this.errors = live.errors instanceof List<?> list ? List.copyOf(list) : live.errors;
  }

  Gomon gomon() {
    return lineage.trace.gomon;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** For those who ask before it is put right. */
  final String usableFingerprint() {
    return Values.fingerprint(fingerprint);
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
  @SuppressWarnings("unchecked") // the dispatcher has put a list of EventError there
  public List<EventError> errors() {
    return errors == null ? List.of() : (List<EventError>) errors;
  }

  /**
   * Puts the fingerprint right, masks secrets, and turns throwables into text; by the dispatching
   * thread, before any listener.
   */
  void redact(Redaction redaction) {
    fingerprint = usableFingerprint();
    Object finalErrors = errors == null ? List.of() : redaction.errors(errors);
    if (owner == null) {
      seal();
    }
    redaction.redact(this);
    countCuts(redaction.takeCuts());
    errors = finalErrors;
    owner = null;
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

  @Override
  public String toString() {
    return "Event[" + usableFingerprint() + ' ' + id() + ']';
  }
}
