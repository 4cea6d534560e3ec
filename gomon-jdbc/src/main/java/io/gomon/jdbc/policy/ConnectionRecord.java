/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.jdbc.sql.SqlDialect;
import java.sql.SQLWarning;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the life of a connection, {@code sql-wconn}.
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
  private final TransactionRecord transaction = new TransactionRecord(this);
  private final RentRecord rent;
  private final long startNanos = System.nanoTime();
  private volatile boolean closed;

  /** A race makes two events. */
  private @Nullable SQLWarning lastWarnings;

  /** Replaced by CAS. */
  private volatile Binding binding;

  private volatile @Nullable XaRecord xa;

  private ConnectionRecord(Supplier<Gomon> gomons, Database database) {
    this.gomons = gomons;
    this.database = database;
    this.rent = new RentRecord(this, database);
    Gomon gomon = gomons.get();
    this.binding = new Binding(gomon, gomon.start("sql-wconn"));
  }

  /** Begins when the application asks for a connection, so that waiting for it is seen. */
  public static ConnectionRecord opening(Supplier<Gomon> gomons, Database database) {
    ConnectionRecord record = new ConnectionRecord(gomons, database);
    record.guarded(record.rent::asked);
    return record;
  }

  /** The connection is there. */
  public void opened() {
    opened(bound -> rent.begin(bound, startNanos));
  }

  private void opened(Consumer<Binding> described) {
    EventTracker event = binding.event;
    if (event.isRecording()) {
      event.set("open-nanos", System.nanoTime() - startNanos);
      event.set("db", database.product());
      guarded(described);
      event.announce();
    }
  }

  /** The connection is there, opened by a driver that was given this address. */
  public void opened(String url) {
    binding.event.set("dsn", Dsn.of(url));
    opened();
  }

  /**
   * A physical connection is there, from which a pool takes its handles. The pool has it for good,
   * so it is nobody's rent: those are the handles.
   */
  public void openedForPool() {
    opened(bound -> bound.event.set("physical", true));
  }

  /** A driver could not open the connection. Instead of one that never was, that is the event. */
  public void notOpened(Throwable error, String driverName, String url) {
    closed = true;
    try {
      EventTracker event = binding.gomon.start("driver-open");
      if (event.isRecording()) {
        event.set("driver-name", driverName).set("dsn", Dsn.of(url));
        event.set("open-nanos", System.nanoTime() - startNanos);
        JdbcValues.finish(event, error);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The application gets this object for it. */
  public void handedOut(Object wrapper) {
    guarded(bound -> rent.handedOut(bound, wrapper));
  }

  private void guarded(Consumer<Binding> action) {
    try {
      action.accept(binding);
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** Records what a transaction manager does on this connection, by whichever of its resources. */
  public XaRecord xa() {
    XaRecord known = xa;
    if (known == null) {
      known = new XaRecord(this);
      xa = known;
    }
    return known;
  }

  /** The connection could not be had; null when the data source gave none, and no reason. */
  public void notOpened(@Nullable Throwable error) {
    closed = true;
    guarded(bound -> rent.waited(bound, startNanos));
    JdbcValues.finish(binding.event, error);
  }

  /** A statement without SQL of its own. */
  public StatementRecord statement() {
    StatementRecord statement = new StatementRecord(this, null);
    statements.add(statement);
    return statement;
  }

  /** A statement that is about to be prepared. */
  public StatementRecord preparing(@Nullable String sql) {
    StatementRecord statement = new StatementRecord(this, sql == null ? null : textOf(sql));
    statement.begin();
    return statement;
  }

  private @Nullable SqlText textOf(String sql) {
    try {
      return bind().policy.textOf(sql, dialect());
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return null;
    }
  }

  void add(StatementRecord prepared) {
    statements.add(prepared);
  }

  /**
   * The application has asked for warnings, and got these, of the connection or of what came out of
   * it; each chain is one event, however often it asks.
   */
  public void warned(@Nullable SQLWarning warnings) {
    warned(warnings, null);
  }

  void warned(@Nullable SQLWarning warnings, @Nullable EventTracker execution) {
    if (warnings == null || warnings == lastWarnings) {
      return;
    }
    lastWarnings = warnings;
    try {
      Binding bound = bind();
      EventTracker under = execution == null ? bound.event : execution;
      if (bound.gomon.isEnabled()) {
        bound
            .gomon
            .start("sql-warning", under)
            .set("conn-id", bound.id())
            .set("warnings", JdbcValues.texts(warnings))
            .set("sql-state", warnings.getSQLState())
            .set("vendor-code", warnings.getErrorCode())
            .finish();
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** What becomes of the connection's transactions. */
  public TransactionRecord transaction() {
    return transaction;
  }

  /** The connection is closed or aborted. Only the first call counts. */
  public void closed(@Nullable Throwable error) {
    if (closed) {
      return;
    }
    closed = true;
    rent.end();
    try {
      statements.closeAll();
      transaction.ended("closed", null);
      XaRecord branches = xa;
      if (branches != null) {
        branches.closed();
      }
      binding.event.set("db", database.product());
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
    JdbcValues.finish(binding.event, error);
  }

  /** The connection was recorded already, further down: this record is nobody's. */
  public void discard() {
    closed = true;
  }

  /** What is known about the database. */
  public Database database() {
    return database;
  }

  SqlDialect dialect() {
    return database.dialect();
  }

  @Nullable String product() {
    return database.product();
  }

  /** Where it leads, without credentials; null unless it was opened by an address. */
  @Nullable String dsn() {
    return binding.event instanceof Event event ? (String) event.get("dsn") : null;
  }

  /** Whether values that are bound, or read of a procedure's answer, are kept now. */
  boolean keepsParams() {
    try {
      Binding bound = bind();
      return bound.gomon.isEnabled() && bound.policy.keepsParams();
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return false;
    }
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
}
