/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is recorded: from its start to its {@link #finish()}.
 *
 * <p>One thread uses a tracker at a time; handing it to another thread needs the usual safe
 * publication (an executor does it). {@link #finish()} alone may be called from any thread, and
 * only the first call counts. After it, every other method does nothing. No method throws or blocks
 * (unless the overflow policy is {@link Overflow#BLOCK}: then {@code finish} waits for room).
 *
 * <p>Setting a key again replaces its value. A null key or value is ignored. What exceeds the
 * limits of docs/EVENTS.md section 4 is cut and counted on the event.
 *
 * <p>Not meant to be implemented outside GoMon.
 */
public interface EventTracker extends AutoCloseable {

  /** The id of this event; all zeros when nothing is recorded. */
  UUID id();

  /** False for the shared do-nothing tracker that a disabled or stopped GoMon hands out. */
  boolean isRecording();

  EventTracker set(String key, @Nullable String value);

  EventTracker set(String key, long value);

  EventTracker set(String key, double value);

  EventTracker set(String key, boolean value);

  /** Keeps a copy of the bytes. */
  EventTracker set(String key, byte @Nullable [] value);

  /**
   * Keeps a deep copy, but of {@link io.gomon.spi.FrozenValues}. Elements that are no event values
   * are kept as their text.
   */
  EventTracker set(String key, @Nullable List<?> value);

  /** Keeps a deep copy. Keys and values that are no event values are kept as their text. */
  EventTracker set(String key, @Nullable Map<?, ?> value);

  /** As if each of them were set by itself, in their order. */
  EventTracker setAll(@Nullable SharedAttributes attributes);

  /**
   * Adds an error; its message and stack are read later, on GoMon's thread. At most 16 are kept.
   */
  EventTracker addError(@Nullable Throwable error);

  /** Starts an event whose parent is this one, whatever is current. */
  EventTracker newChild(String fingerprint);

  /**
   * Makes this the current event of this thread, the parent of events started here, until the scope
   * is closed on the same thread. Close it before the root event of the trace is finished: one that
   * is open then counts as forgotten when the next event is started on the thread, and ends.
   */
  Scope makeCurrent();

  /**
   * Sends this event as it is now, still open, so that children of a long-lived thing find their
   * parent. {@link #finish()} sends it again under the same id.
   */
  void announce();

  /** Ends the event and hands it to the listeners. Any thread; only the first call counts. */
  void finish();

  /** The same as {@link #finish()}. */
  @Override
  default void close() {
    finish();
  }

  /**
   * The W3C {@code traceparent} header that makes the callee's event a child of this one; null when
   * nothing is recorded.
   */
  @Nullable String traceparent();

  /**
   * The W3C {@code tracestate} header that goes with {@link #traceparent()}: GoMon's own member
   * with the full event id first, then what came in; null when nothing is recorded.
   */
  @Nullable String tracestate();
}
