/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.jdbc.profile.CallStack;
import io.gomon.jdbc.profile.ExecutionWatch;
import io.gomon.jdbc.rent.Rent;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Records how a connection is borrowed and returned: the wait, who held the others, and {@code
 * sql-leak} when it is not returned. Any thread. No method throws.
 */
final class RentRecord implements Rent.Owner {
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private final ConnectionRecord connection;
  private final Database database;

  /** Null until the connection is there, and when it is not recorded. */
  private volatile @Nullable Rent rent;

  RentRecord(ConnectionRecord connection, Database database) {
    this.connection = connection;
    this.database = database;
  }

  /** The application asks for a connection. */
  void asked(Binding bound) {
    // One that is suppressed could not report what it finds.
    if (bound.event.isRecording()) {
      database.rents().lookForLeaks(bound.policy.rent());
    }
  }

  /** The connection is there. */
  void begin(Binding bound, long askedNanos) {
    waited(bound, askedNanos);
    EventTracker current = bound.gomon.current();
    UUID borrower = current.isRecording() ? current.id() : null;
    boolean wanted = bound.policy.rent().findsLeaks();
    CallStack stack = wanted ? ExecutionWatch.callers() : null;
    Rent.Borrower by = new Rent.Borrower(bound.event.id(), borrower, stack);
    rent = database.rents().begin(by, this, bound.policy.rent());
  }

  /** The application had to wait, for a connection or for nothing. */
  void waited(Binding bound, long askedNanos) {
    if (!database.isPool()) {
      return;
    }
    bound.event.set("pool-wait", System.nanoTime() - askedNanos);
    var holders = database.rents().holders(askedNanos, bound.policy.rent());
    if (!holders.isEmpty()) {
      bound.event.set("holders", holders);
    }
  }

  /** The application got this object. */
  void handedOut(Binding bound, Object wrapper) {
    Rent begun = rent;
    if (begun != null) {
      database.rents().watch(begun, wrapper);
    }
  }

  void end() {
    Rent begun = rent;
    if (begun != null) {
      rent = null;
      database.rents().end(begun);
    }
  }

  @Override
  public void overdue(Rent overdue, long heldNanos) {
    report("overdue", overdue, heldNanos);
  }

  @Override
  public void collected(Rent lost, long heldNanos) {
    report("collected", lost, heldNanos);
    connection.closed(null);
  }

  private void report(String how, Rent leaked, long heldNanos) {
    try {
      Gomon gomon = connection.bind().gomon;
      var said = leaked.asMap(heldNanos);
      EventTracker event = gomon.startInbound("sql-leak", null).set("how", how);
      said.forEach((key, value) -> set(event, key, value));
      if (!leaked.stack().isEmpty()) {
        event.set("stack", leaked.stack());
      }
      event.finish();
      if (WARNED.compareAndSet(false, true)) {
        Troubles.warn(
            "A connection was not returned ("
                + how
                + "): "
                + said
                + ". Close it with try-with-resources. Further ones are events sql-leak.");
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  private static void set(EventTracker event, String key, Object value) {
    if (value instanceof Long number) {
      event.set(key, number);
    } else {
      event.set(key, value.toString());
    }
  }
}
