/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import java.sql.PreparedStatement;
import java.util.EventListener;
import java.util.EventObject;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a driver's physical connection and the listeners of a pool: what the driver tells
 * of its own objects, the listeners hear of ours, which are those that they know.
 *
 * <p>The driver is given one relay for each listener, and the same one when the listener is
 * removed. Prepared statements are remembered only once somebody listens to their events. Any
 * thread.
 */
final class PoolListeners {
  private final PooledConnection ours;
  private final CopyOnWriteArrayList<Relay> relays = new CopyOnWriteArrayList<>();
  private final KnownStatements statements = new KnownStatements();
  private volatile boolean isStatementListener;

  PoolListeners(PooledConnection ours) {
    this.ours = ours;
  }

  @Nullable ConnectionEventListener added(@Nullable ConnectionEventListener listener) {
    return listener == null ? null : relay(listener);
  }

  @Nullable StatementEventListener added(@Nullable StatementEventListener listener) {
    isStatementListener = true;
    return listener == null ? null : relay(listener);
  }

  /** The relay by which the driver knows the listener; if it does not, the listener itself. */
  @Nullable ConnectionEventListener removed(@Nullable ConnectionEventListener listener) {
    Relay known = find(listener);
    forget(known);
    return known == null ? listener : known;
  }

  /** The same for the other kind. */
  @Nullable StatementEventListener removed(@Nullable StatementEventListener listener) {
    Relay known = find(listener);
    forget(known);
    return known == null ? listener : known;
  }

  private Relay relay(EventListener listener) {
    Relay known = find(listener);
    if (known != null) {
      known.additions.incrementAndGet();
      return known;
    }
    Relay made = new Relay(listener);
    relays.add(made);
    return made;
  }

  private void forget(@Nullable Relay removed) {
    if (removed != null && removed.additions.decrementAndGet() <= 0) {
      relays.remove(removed);
    }
  }

  private @Nullable Relay find(@Nullable EventListener listener) {
    for (Relay relay : relays) {
      if (relay.listener == listener) {
        return relay;
      }
    }
    return null;
  }

  void prepared(MonitoredPreparedStatement statement) {
    if (!isStatementListener) {
      return;
    }
    statements.add(statement);
  }

  private PreparedStatement ours(PreparedStatement driver, boolean isClosed) {
    MonitoredPreparedStatement known = statements.find(driver, isClosed);
    return known == null ? driver : known;
  }

  private boolean isOurs(EventObject event) {
    return event.getSource() == JdbcWrapper.bare(ours);
  }

  /** What the driver calls in the listener's place. */
  private final class Relay implements ConnectionEventListener, StatementEventListener {
    final EventListener listener;

    /** A listener may be added more than once. */
    final AtomicInteger additions = new AtomicInteger(1);

    Relay(EventListener listener) {
      this.listener = listener;
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
      ((ConnectionEventListener) listener).connectionClosed(translated(event));
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      ((ConnectionEventListener) listener).connectionErrorOccurred(translated(event));
    }

    @Override
    public void statementClosed(StatementEvent event) {
      ((StatementEventListener) listener).statementClosed(translated(event, true));
    }

    @Override
    public void statementErrorOccurred(StatementEvent event) {
      ((StatementEventListener) listener).statementErrorOccurred(translated(event, false));
    }

    private ConnectionEvent translated(ConnectionEvent event) {
      return isOurs(event) ? new ConnectionEvent(ours, event.getSQLException()) : event;
    }

    private StatementEvent translated(StatementEvent event, boolean isClosed) {
      return isOurs(event)
          ? new StatementEvent(ours, ours(event.getStatement(), isClosed), event.getSQLException())
          : event;
    }
  }
}
