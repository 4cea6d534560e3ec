/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import io.gomon.collector.store.CollectedEvent;

/** What is told of an event as soon as it is stored: no attributes. */
public record LiveEvent(
    long traceHigh,
    long traceLow,
    String service,
    String fingerprint,
    String operation,
    long startNanos,
    long elapsedNanos,
    boolean failed) {

  static LiveEvent of(CollectedEvent event) {
    return new LiveEvent(
        event.traceHigh(),
        event.traceLow(),
        event.service(),
        event.fingerprint(),
        event.operation(),
        event.startNanos(),
        event.lapsedNanos(),
        event.failed());
  }
}
