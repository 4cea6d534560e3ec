/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the life of a connection: {@code sql-wconn} and its transactions, {@code conn-begintx}.
 *
 * <p>It knows nothing of JDBC objects, so that it cannot keep one alive. Any thread; JDBC asks for
 * one at a time. No method throws.
 */
public final class ConnectionRecord {
  private static final AtomicReferenceFieldUpdater<ConnectionRecord, Binding> BINDING =
      AtomicReferenceFieldUpdater.newUpdater(ConnectionRecord.class, Binding.class, "binding");

  private final Supplier<Gomon> gomons;
  private final Database database;
  private final OpenStatements statements = new OpenStatements();
  private final long startNanos = System.nanoTime();
  private volatile boolean closed;

  /** Replaced by CAS. */
  private volatile Binding binding;

  /** Two threads in one transaction may lose the event of one; the application's own race. */
  private boolean manualCommit;

  private @Nullable EventTracker transaction;
  private volatile @Nullable XaRecord xa;

  private ConnectionRecord(Supplier<Gomon> gomons, Database database) {
    this.gomons = gomons;
    this.database = database;
    Gomon gomon = gomons.get();
    this.binding = new Binding(gomon, gomon.start("sql-wconn"));
  }

  /** Begins when the application asks for a connection, so that waiting for it is seen. */
  public static ConnectionRecord opening(Supplier<Gomon> gomons, Database database) {
    return new ConnectionRecord(gomons, database);
  }

  /** The connection is there. */
  public void opened() {
    EventTracker event = binding.event;
    if (event.isRecording()) {
      event.set("open-nanos", System.nanoTime() - startNanos);
      event.set("db", database.product());
      event.announce();
    }
  }

  /** The connection is there, opened by a driver that was given this address. */
  public void opened(String url) {
    binding.event.set("dsn", Dsn.of(url));
    opened();
  }

  /** A physical connection is there, from which a pool takes its handles. */
  public void openedForPool() {
    binding.event.set("physical", true);
    opened();
  }

  /** A driver could not open the connection. Instead of one that never was, that is the event. */
  public void notOpened(Throwable error, String driverName, String url) {
    closed = true;
    try {
      EventTracker event = binding.gomon.start("driver-open");
      if (event.isRecording()) {
        event.set("driver-name", driverName).set("dsn", Dsn.of(url));
        event.set("open-nanos", System.nanoTime() - startNanos);
        finish(event, error);
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** Records what a transaction manager does on this connection; for its only resource. */
  public XaRecord xa() {
    XaRecord made = new XaRecord(this);
    xa = made;
    return made;
  }

  /** The connection could not be had; null when the data source gave none, and no reason. */
  public void notOpened(@Nullable Throwable error) {
    closed = true;
    finish(binding.event, error);
  }

  /** A statement without SQL of its own. */
  public StatementRecord statement() {
    StatementRecord statement = new StatementRecord(this, null);
    statements.add(statement);
    return statement;
  }

  /** A statement that is about to be prepared. */
  public StatementRecord preparing(@Nullable String sql) {
    StatementRecord statement = new StatementRecord(this, sql);
    statement.begin();
    return statement;
  }

  void add(StatementRecord prepared) {
    statements.add(prepared);
  }

  /** The application has changed the commit mode. */
  public void autoCommitSet(boolean autoCommit) {
    try {
      if (autoCommit) {
        // JDBC: a transaction under way is committed by this.
        manualCommit = false;
        transactionEnded("commit", null);
      } else if (!manualCommit) {
        manualCommit = true;
        beginTransaction(bind());
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** Each statement after a commit or rollback begins the next transaction, if none is open. */
  void executing(Binding bound) {
    if (manualCommit && transaction == null) {
      beginTransaction(bound);
    }
  }

  private void beginTransaction(Binding bound) {
    EventTracker begun = bound.gomon.start("conn-begintx", bound.event);
    if (begun.isRecording()) {
      begun.set("conn-id", bound.id());
      transaction = begun;
    }
  }

  /** The transaction is over: {@code commit}, {@code rollback}, or {@code failed} with why. */
  public void transactionEnded(String outcome, @Nullable Throwable error) {
    EventTracker ended = transaction;
    if (ended != null) {
      transaction = null;
      ended.set("outcome", outcome);
      finish(ended, error);
    }
  }

  /** The connection is closed or aborted. Only the first call counts. */
  public void closed(@Nullable Throwable error) {
    if (closed) {
      return;
    }
    closed = true;
    try {
      statements.closeAll();
      transactionEnded("closed", null);
      XaRecord branches = xa;
      if (branches != null) {
        branches.closed();
      }
      binding.event.set("db", database.product());
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
    finish(binding.event, error);
  }

  /** The connection was recorded already, further down: this record is nobody's. */
  public void discard() {
    closed = true;
  }

  /** What is known about the database. */
  public Database database() {
    return database;
  }

  @Nullable String product() {
    return database.product();
  }

  /** What this connection is to the GoMon of now. */
  Binding bind() {
    Gomon now = gomons.get();
    Binding bound = binding;
    boolean current =
        closed || (bound.gomon == now && (bound.event.isRecording() || !now.isEnabled()));
    return current ? bound : bindAgain(bound, now);
  }

  /**
   * The GoMon was replaced, or enabled after the connection was opened: the connection gets an
   * event there, too. It is nobody's child, since it was not opened by what runs now.
   */
  private Binding bindAgain(Binding former, Gomon now) {
    Binding next = new Binding(now, now.startInbound("sql-wconn", null));
    if (!BINDING.compareAndSet(this, former, next)) {
      return binding;
    }
    former.event.finish();
    if (next.event.isRecording()) {
      next.event.set("db", database.product());
      next.event.announce();
    }
    return next;
  }

  private static void finish(EventTracker event, @Nullable Throwable error) {
    try {
      if (error != null) {
        JdbcValues.setError(event, error);
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
    event.finish();
  }
}
