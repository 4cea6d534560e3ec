/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

/** Builds events for tests: each call changes a copy. */
public record EventFixture(CollectedEvent event) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A finished request of the service {@code shop}: 1 ms long, a root of its own trace. */
  public static EventFixture request(long id, long startNanos) {
    long idHigh = ((startNanos / NANOS_PER_MILLI) << 16) | 0x7000;
    long idLow = 0x8000_0000_0000_0000L | id;
    return new EventFixture(
        new CollectedEvent(
            idHigh,
            idLow,
            1,
            1,
            idHigh,
            idLow,
            1,
            1,
            "shop",
            "http-servlet",
            "GET /items/{id}",
            startNanos,
            NANOS_PER_MILLI,
            false,
            "{\"method\":\"GET\"}"));
  }

  public EventFixture open() {
    return lapsed(CollectedEvent.OPEN);
  }

  public EventFixture lapsed(long nanos) {
    CollectedEvent e = event;
    return with(e.service(), e.fingerprint(), e.operation(), nanos, e.failed(), e.attributes());
  }

  public EventFixture failed() {
    CollectedEvent e = event;
    return with(e.service(), e.fingerprint(), e.operation(), e.lapsedNanos(), true, e.attributes());
  }

  public EventFixture service(String name) {
    CollectedEvent e = event;
    return with(name, e.fingerprint(), e.operation(), e.lapsedNanos(), e.failed(), e.attributes());
  }

  public EventFixture kind(String fingerprint, String operation) {
    CollectedEvent e = event;
    return with(e.service(), fingerprint, operation, e.lapsedNanos(), e.failed(), e.attributes());
  }

  public EventFixture attributes(String json) {
    CollectedEvent e = event;
    return with(e.service(), e.fingerprint(), e.operation(), e.lapsedNanos(), e.failed(), json);
  }

  /** Puts the event under a parent, into its trace. */
  public EventFixture under(CollectedEvent parent) {
    CollectedEvent e = event;
    return new EventFixture(
        new CollectedEvent(
            e.idHigh(),
            e.idLow(),
            parent.idHigh(),
            parent.idLow(),
            parent.traceHigh(),
            parent.traceLow(),
            e.appIdHigh(),
            e.appIdLow(),
            e.service(),
            e.fingerprint(),
            e.operation(),
            e.startNanos(),
            e.lapsedNanos(),
            e.failed(),
            e.attributes()));
  }

  /** Makes it a span of a foreign tracer: an id of 64 bits, no application. */
  public EventFixture foreign(long spanId, long parentSpanId, long traceHigh, long traceLow) {
    CollectedEvent e = event;
    return new EventFixture(
        new CollectedEvent(
            0,
            spanId,
            0,
            parentSpanId,
            traceHigh,
            traceLow,
            0,
            0,
            e.service(),
            e.fingerprint(),
            e.operation(),
            e.startNanos(),
            e.lapsedNanos(),
            e.failed(),
            e.attributes()));
  }

  /** Makes it an event of the application run with this id. */
  public EventFixture app(long appIdHigh, long appIdLow) {
    CollectedEvent e = event;
    return new EventFixture(
        new CollectedEvent(
            e.idHigh(),
            e.idLow(),
            e.parentHigh(),
            e.parentLow(),
            e.traceHigh(),
            e.traceLow(),
            appIdHigh,
            appIdLow,
            e.service(),
            e.fingerprint(),
            e.operation(),
            e.startNanos(),
            e.lapsedNanos(),
            e.failed(),
            e.attributes()));
  }

  private EventFixture with(
      String service,
      String fingerprint,
      String operation,
      long lapsedNanos,
      boolean failed,
      String attributes) {
    CollectedEvent e = event;
    return new EventFixture(
        new CollectedEvent(
            e.idHigh(),
            e.idLow(),
            e.parentHigh(),
            e.parentLow(),
            e.traceHigh(),
            e.traceLow(),
            e.appIdHigh(),
            e.appIdLow(),
            service,
            fingerprint,
            operation,
            e.startNanos(),
            lapsedNanos,
            failed,
            attributes));
  }
}
