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

  /** Whether the parent is the application event, or an event of another process. */
  final boolean ofRoot;

  Lineage(TraceContext trace, long parentHigh, long parentLow, boolean ofRoot) {
    this.trace = trace;
    this.parentHigh = parentHigh;
    this.parentLow = parentLow;
    this.ofRoot = ofRoot;
  }
}
