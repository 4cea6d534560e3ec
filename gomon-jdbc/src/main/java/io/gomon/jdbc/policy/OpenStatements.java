/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a connection that are not closed yet, so that their events end with it.
 *
 * <p>A chain through {@link StatementRecord#older}, newest first, without a lock. Statements come
 * in at the head only, by CAS, and are never opened again; so {@code older} may be moved past
 * closed ones at any time by any thread: whoever loses such a race puts closed ones back into the
 * chain, never an open one out of it. Closed statements at the head go when one is added; the
 * others in a sweep, each time as many were added as were found open before: a constant cost for
 * each statement, and never more than twice the open ones, plus 16.
 *
 * <p>An application that never closes anything keeps {@value #MAX_OPEN} statements here; the events
 * of older ones are finished then, marked {@code forgotten}.
 */
final class OpenStatements {
  static final int MAX_OPEN = 1_024;
  private static final int MIN_ADDED_TO_SWEEP = 16;

  private final AtomicReference<@Nullable StatementRecord> newest = new AtomicReference<>();

  /** A race may delay a sweep. */
  private int addedSinceSweep;

  private int addedToSweep = MIN_ADDED_TO_SWEEP;

  void add(StatementRecord statement) {
    StatementRecord head;
    do {
      head = newest.get();
      statement.older = openFrom(head);
    } while (!newest.compareAndSet(head, statement));
    if (++addedSinceSweep >= addedToSweep) {
      sweep(statement);
    }
  }

  private void sweep(StatementRecord from) {
    addedSinceSweep = 0;
    int open = 1;
    StatementRecord last = from;
    StatementRecord next = openFrom(from.older);
    while (next != null && open < MAX_OPEN) {
      last.older = next;
      last = next;
      next = openFrom(next.older);
      open++;
    }
    last.older = null;
    forget(next);
    addedToSweep = Math.max(MIN_ADDED_TO_SWEEP, open);
  }

  private static void forget(@Nullable StatementRecord from) {
    for (StatementRecord next = from; next != null; next = openFrom(next.older)) {
      next.forgotten();
    }
  }

  void closeAll() {
    StatementRecord next = openFrom(newest.getAndSet(null));
    while (next != null) {
      StatementRecord older = next.older;
      next.closed(null);
      next = openFrom(older);
    }
  }

  /** How many are in the chain, closed ones included; for tests. */
  int length() {
    int length = 0;
    for (StatementRecord next = newest.get(); next != null; next = next.older) {
      length++;
    }
    return length;
  }

  private static @Nullable StatementRecord openFrom(@Nullable StatementRecord statement) {
    StatementRecord next = statement;
    while (next != null && next.isClosed()) {
      next = next.older;
    }
    return next;
  }
}
