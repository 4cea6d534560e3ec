/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.Event;
import io.gomon.EventTracker;
import org.jspecify.annotations.Nullable;

/**
 * Records the transactions of a connection, {@code conn-begintx}, and the calls that end or divide
 * them, {@code sql-wtx-…}.
 *
 * <p>Any thread; JDBC asks for one at a time, and two threads in one transaction may lose the event
 * of one. No method throws. A null tracker stands for "not recorded".
 */
public final class TransactionRecord {
  private final ConnectionRecord connection;
  private boolean manualCommit;
  private @Nullable EventTracker event;

  private long beginNanos;

  /** How long the database was at work in it. */
  private long busyNanos;

  /** The text of the event's id. */
  private @Nullable String id;

  TransactionRecord(ConnectionRecord connection) {
    this.connection = connection;
  }

  /** The application has changed the commit mode. */
  public void autoCommitSet(boolean autoCommit) {
    try {
      if (autoCommit) {
        // JDBC: a transaction under way is committed by this.
        manualCommit = false;
        ended("commit", null);
      } else if (!manualCommit) {
        manualCommit = true;
        begin(connection.bind());
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** Each statement after a commit or rollback begins the next transaction, if none is open. */
  void executing(Binding bound) {
    if (manualCommit && event == null) {
      begin(bound);
    }
  }

  private void begin(Binding bound) {
    EventTracker begun = bound.gomon.start("conn-begintx", bound.event);
    if (begun.isRecording()) {
      begun.set("conn-id", bound.id());
      event = begun;
      id = null;
      beginNanos = System.nanoTime();
      busyNanos = 0;
    }
  }

  /** The application is about to commit. */
  public @Nullable EventTracker commitStarts() {
    return starts("sql-wtx-commit");
  }

  /** The application is about to roll back. */
  public @Nullable EventTracker rollbackStarts() {
    return starts("sql-wtx-rollback");
  }

  /** The application is about to roll back to a savepoint, which does not end the transaction. */
  public @Nullable EventTracker partialRollbackStarts() {
    EventTracker call = starts("sql-wtx-rollback");
    return call == null ? null : call.set("to-savepoint", true);
  }

  /** The application is about to set a savepoint. */
  public @Nullable EventTracker savepointStarts(@Nullable String name) {
    EventTracker call = starts("sql-wtx-savepoint");
    return call == null ? null : call.set("name", name);
  }

  /** The application is about to give a savepoint up. */
  public @Nullable EventTracker releaseStarts() {
    return starts("sql-wtx-release");
  }

  private @Nullable EventTracker starts(String fingerprint) {
    try {
      Binding bound = connection.bind();
      if (!bound.gomon.isEnabled()) {
        return null;
      }
      EventTracker under = event == null ? bound.event : event;
      EventTracker call = bound.gomon.start(fingerprint, under);
      if (!call.isRecording()) {
        return null;
      }
      return call.set("conn-id", bound.id()).set("tx-id", id());
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return null;
    }
  }

  private @Nullable String id() {
    if (id == null && event != null) {
      id = event.id().toString();
    }
    return id;
  }

  /** The call is done, and with it the transaction: {@code commit} or {@code rollback}. */
  public void ended(@Nullable EventTracker call, String outcome) {
    done(call);
    ended(outcome, null);
  }

  /** The call is done, and the transaction goes on. */
  public void done(@Nullable EventTracker call) {
    if (call != null) {
      call.finish();
      busy(call);
    }
  }

  /** Something has ended that the database did for this transaction, if there is one. */
  void busy(EventTracker call) {
    if (event != null && call instanceof Event done && !done.isOpen()) {
      busyNanos += done.elapsedNanos();
    }
  }

  /** Commit or rollback has failed, and the transaction is over. */
  public void endFailed(@Nullable EventTracker call, Throwable error) {
    failed(call, error);
    ended("failed", error);
  }

  /** The call has failed. */
  public void failed(@Nullable EventTracker call, Throwable error) {
    if (call != null) {
      JdbcValues.finish(call, error);
      busy(call);
    }
  }

  void ended(String outcome, @Nullable Throwable error) {
    EventTracker over = event;
    if (over != null) {
      event = null;
      id = null;
      over.set("outcome", outcome);
      over.set("idle-nanos", Math.max(0, System.nanoTime() - beginNanos - busyNanos));
      JdbcValues.finish(over, error);
    }
  }
}
