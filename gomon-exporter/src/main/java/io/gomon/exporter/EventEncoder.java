/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import io.gomon.Event;

/** Writes events in one format. For one thread at a time. */
interface EventEncoder {

  /** Appends one event to those of its batch. */
  void encode(Event event, Bytes out);

  /** The body of a request: the events, all of one run, with what the format puts around them. */
  byte[] body(Run run, Bytes events);
}
