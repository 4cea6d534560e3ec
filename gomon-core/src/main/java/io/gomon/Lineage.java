/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

/**
 * Where an event hangs: its trace and its parent's id. One object for all children of a parent, so
 * that an event has one reference for it instead of 20 bytes. Immutable.
 */
final class Lineage {
  final TraceContext trace;
  final long parentHigh;
  final long parentLow;

  Lineage(TraceContext trace, long parentHigh, long parentLow) {
    this.trace = trace;
    this.parentHigh = parentHigh;
    this.parentLow = parentLow;
  }
}
