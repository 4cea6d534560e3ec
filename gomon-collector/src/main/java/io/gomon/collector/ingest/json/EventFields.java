/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest.json;

import io.gomon.collector.ingest.Ids;
import io.gomon.collector.ingest.RejectedItemException;
import io.gomon.collector.ingest.Rejection;
import io.gomon.collector.store.CollectedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of one event that mean something to the collector, while it is read. One thread. */
final class EventFields {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;
  private static final int MAX_FINGERPRINT_CHARS = 200;

  long idHigh;
  long idLow;
  long parentHigh;
  long parentLow;
  long traceHigh;
  long traceLow;
  @Nullable UUID appId;
  @Nullable String fingerprint;
  long startNanos;
  long lapsedNanos = CollectedEvent.OPEN;
  boolean hasErrors;

  // what another collector knew of the event, in its export; null: to be derived
  @Nullable String service;
  @Nullable String operation;
  @Nullable Boolean failed;

  // what operation and failure are derived from, and the name of an application event
  @Nullable String method;
  @Nullable String route;
  @Nullable String query;
  @Nullable String shape;
  @Nullable String name;
  @Nullable String urlHost;
  @Nullable Long status;
  @Nullable String of;
  @Nullable Long failedOnes;
  @Nullable String application;

  private boolean hasId;
  private boolean hasSpanId;
  private boolean hasTrace;
  private boolean hasStart;

  void id(String text) throws RejectedItemException {
    if (Ids.isHex(text, SPAN_DIGITS)) {
      idLow = Ids.hex(text, 0, SPAN_DIGITS);
      hasSpanId = true;
      return;
    }
    requireUuid("id", text);
    idHigh = Ids.uuidHigh(text);
    idLow = Ids.uuidLow(text);
    hasId = true;
  }

  void parent(String text) throws RejectedItemException {
    if (Ids.isHex(text, SPAN_DIGITS)) {
      parentLow = Ids.hex(text, 0, SPAN_DIGITS);
      return;
    }
    if (!Ids.isUuid(text)) {
      throw notA("parent", "a UUID, or a span id of 16 hexadecimal digits", text);
    }
    parentHigh = Ids.uuidHigh(text);
    parentLow = Ids.uuidLow(text);
  }

  void trace(String text) throws RejectedItemException {
    if (!Ids.isHex(text, TRACE_DIGITS)) {
      throw notA("trace", "32 hexadecimal digits", text);
    }
    traceHigh = Ids.hex(text, 0, SPAN_DIGITS);
    traceLow = Ids.hex(text, SPAN_DIGITS, TRACE_DIGITS);
    hasTrace = true;
  }

  void appId(String text) throws RejectedItemException {
    requireUuid("app-id", text);
    appId = new UUID(Ids.uuidHigh(text), Ids.uuidLow(text));
  }

  void fingerprint(String text) throws RejectedItemException {
    if (text.isBlank() || text.length() > MAX_FINGERPRINT_CHARS) {
      throw notA("gomon:fp", "text of 1 to " + MAX_FINGERPRINT_CHARS + " characters", text);
    }
    fingerprint = text;
  }

  void startNanos(long nanos) throws RejectedItemException {
    if (nanos < 0) {
      throw notA("gomon:start", "nanoseconds since 1970, not negative", Long.toString(nanos));
    }
    startNanos = nanos;
    hasStart = true;
  }

  void lapsedNanos(long nanos) throws RejectedItemException {
    if (nanos < 0) {
      throw notA(
          "gomon:lapsed",
          "nanoseconds, not negative (leave it out while the operation is open)",
          Long.toString(nanos));
    }
    lapsedNanos = nanos;
  }

  /** Fails when a key is missing that every event has. */
  void requireAll() throws RejectedItemException {
    // spans of foreign tracers, in an export: their ids are short, and no run is known of them
    boolean exported = service != null;
    require(hasId || (hasSpanId && exported), "id", "a UUID");
    require(hasTrace, "trace", "32 hexadecimal digits");
    require(appId != null || exported, "app-id", "a UUID");
    require(fingerprint != null, "gomon:fp", "text");
    require(hasStart, "gomon:start", "an integer, nanoseconds since 1970");
  }

  private static void require(boolean there, String key, String expected)
      throws RejectedItemException {
    if (!there) {
      throw new RejectedItemException(
          Rejection.MISSING, "\"" + key + "\" is missing: expected " + expected);
    }
  }

  private static void requireUuid(String key, String text) throws RejectedItemException {
    if (!Ids.isUuid(text)) {
      throw notA(key, "a UUID", text);
    }
  }

  private static RejectedItemException notA(String key, String expected, String text) {
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
    return new RejectedItemException(
        Rejection.WRONG_VALUE, "\"" + key + "\" must be " + expected + ", was \"" + shown + "\"");
  }
}
