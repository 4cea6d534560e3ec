/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;

/**
 * What makes two events the same one: the id; for spans of foreign tracers, whose 64 bits are
 * unique inside a trace only, the trace as well.
 */
record EventKey(long idHigh, long idLow, long traceHigh, long traceLow) {

  static EventKey of(CollectedEvent event) {
    return of(event.idHigh(), event.idLow(), event.traceHigh(), event.traceLow());
  }

  static EventKey of(long idHigh, long idLow, long traceHigh, long traceLow) {
    return idHigh != 0
        ? new EventKey(idHigh, idLow, 0, 0)
        : new EventKey(0, idLow, traceHigh, traceLow);
  }

  /** All bits of the key mixed into 64. Two keys may share it: it says "perhaps", never "yes". */
  long mixed() {
    long mix = idLow * 0x9E3779B97F4A7C15L + idHigh;
    mix = (mix ^ (mix >>> 29)) * 0xBF58476D1CE4E5B9L + traceHigh * 31 + traceLow;
    mix = (mix ^ (mix >>> 32)) * 0x94D049BB133111EBL;
    return mix ^ (mix >>> 31);
  }
}
